/** Which column of the file is what: guessed or as last time, and changed here. Every change tries the rows anew. */
import { useMatchColumns } from "@/api/imports";
import type { ImportColumn, ImportInFull } from "@/api/types";
import { Card, Icon, Note, Select } from "@/kit";
import { isProblem } from "@/api/problem";
import { useVocabulary } from "../speech/vocabulary";
import { useTargetName } from "./targets";

function Sample({ column }: { column: ImportColumn }) {
  const { t } = useVocabulary();
  return <small>{column.samples.length > 0 ? column.samples.join(" · ") : t("console.import.column.empty")}</small>;
}

export function MatchCard({ shown }: { shown: ImportInFull }) {
  const { t, refusal } = useVocabulary();
  const named = useTargetName();
  const match = useMatchColumns(shown.import_id);
  const options = shown.targets_offered.map((target) => ({ value: target, label: named(target) }));
  const taken = isProblem(match.error) && match.error.errors.some((one) => one.reason === "TARGET_TAKEN");
  const choose = (at: number, target: string) => match.mutate(shown.columns.map((column, i) => (i === at ? target : column.target)));
  return (
    <Card title={t("console.import.match")} aside={<span className="k-help">{t("console.import.rows", { count: shown.total })}</span>}>
      <div className="c-map-row c-map-head"><span>{t("console.import.match.file")}</span><span /><span>{t("console.import.match.here")}</span></div>
      {shown.columns.map((column, at) => (
        <div className="c-map-row" key={at}>
          <div><b>{column.name || t("console.import.column.unnamed", { number: at + 1 })}</b><Sample column={column} /></div>
          <Icon name="arrow" />
          <div>
            <Select hideLabel label={t("console.import.match.to", { column: column.name || String(at + 1) })} options={options} value={column.target} onChange={(target) => choose(at, target)} />
            {column.order_open && <Note tone="warn">{t("console.import.match.orderOpen")}</Note>}
          </div>
        </div>
      ))}
      <div className="c-map-foot" aria-live="polite">
        {match.isError ? <Note tone="block">{taken ? t("console.import.match.taken") : refusal(match.error)}</Note>
          : shown.missing.length > 0 ? <Note tone="warn">{t("console.import.match.missing")}</Note>
            : <span className="k-help">{t(shown.remembered ? "console.import.match.remembered" : "console.import.match.guessed")}</span>}
      </div>
    </Card>
  );
}
