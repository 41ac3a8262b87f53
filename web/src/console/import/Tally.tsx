/** How many rows come to what. */
import type { ImportInFull } from "@/api/types";
import { useWords } from "@/app/words";

const kinds = [["new", "is-ok"], ["joins", ""], ["check", "is-warn"], ["left_out", ""], ["broken", "is-block"]] as const;

export function Tally({ shown }: { shown: ImportInFull }) {
  const t = useWords();
  return (
    <dl className="c-tally">
      {kinds.map(([kind, tone]) => <div key={kind} className={tone}><dt>{t(`console.import.tally.${kind}`, { count: shown.counts[kind] })}</dt><dd>{shown.counts[kind]}</dd></div>)}
    </dl>
  );
}
