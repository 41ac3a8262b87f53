/** What mends a part, step by step, and the button that tries it again. */
import type { ReactNode } from "react";
import type { WordId, WordValues } from "@/app/words";
import { useWords } from "@/app/words";
import { Button } from "@/kit";

interface MendProps {
  /** One step a line. */
  steps: WordId; values?: WordValues;
  again?: () => void; busy?: boolean;
  /** The most urgent one on the page. */
  first?: boolean;
  children?: ReactNode;
}

export function Mend({ steps, values, again, busy, first, children }: MendProps) {
  const t = useWords();
  const lines = t(steps, values).split("\n");
  return (
    <div className="p-mend">
      {lines.length > 1 ? <ol>{lines.map((line) => <li key={line}><span>{line}</span></li>)}</ol> : <p>{lines[0]}</p>}
      {children}
      {again && <Button kind={first ? "primary" : "secondary"} wide icon="again" busy={busy} onPress={again}>{t("portal.device.again")}</Button>}
    </div>
  );
}
