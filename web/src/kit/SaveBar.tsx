/** On settings while something is unsaved: says old → new, and saves. */
import "./empty.css";
import { useWords } from "@/app/words";
import { Button } from "./Button";
import { Icon } from "./Icon";

export interface UnsavedChange { name: string; from: string; to: string }

interface SaveBarProps {
  changes: UnsavedChange[]; onSave: () => void; onDiscard: () => void; saving?: boolean;
  /** What stands against saving, and what holds meanwhile. Save still answers. */
  trouble?: string;
}

export function SaveBar({ changes, onSave, onDiscard, saving = false, trouble }: SaveBarProps) {
  const t = useWords();
  if (changes.length === 0) return null;
  return (
    <div className={trouble ? "k-save-bar is-block" : "k-save-bar"} role="region" aria-label={t("kit.save.bar")}>
      <Icon name={trouble ? "warning" : "pen"} />
      <div className="k-save-bar-what" aria-live="polite">
        <b>{trouble ?? t("kit.save.unsaved", { count: changes.length })}</b>
        {changes.map(({ name, from, to }) => <span key={name}>{t("kit.save.what", { name })} <del>{from}</del>{" → "}<ins>{to}</ins>{" "}</span>)}
      </div>
      <Button onPress={onDiscard}>{t("kit.save.discard")}</Button>
      <Button kind="primary" onPress={onSave} busy={saving} busyLabel={t("kit.button.busy")}>{t("kit.save.save")}</Button>
    </div>
  );
}
