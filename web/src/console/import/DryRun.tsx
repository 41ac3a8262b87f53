/** What would happen, row by row; nothing is written yet. */
import { useState } from "react";
import { ToggleButton } from "react-aria-components/ToggleButton";
import { useStartImport } from "@/api/imports";
import type { Shown } from "@/api/imports";
import type { ImportInFull } from "@/api/types";
import { Button, Card, Note, Progress } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";
import { useMendingFile } from "./mending";
import { Rows } from "./Rows";
import { Tally } from "./Tally";
import "../clients/clients.css";

function Filters({ shown, chosen, choose }: { shown: ImportInFull; chosen: Shown; choose: (show: Shown) => void }) {
  const { t } = useVocabulary();
  const { joins, check, left_out, broken } = shown.counts;
  const counts: [Shown, number][] = [["WORTH_A_LOOK", joins + check + left_out + broken], ["BROKEN", broken], ["NEW", shown.counts.new], ["ALL", shown.total]];
  const mending = useMendingFile(shown, { show: "BROKEN" });
  return (
    <div className="c-import-filters" role="group" aria-label={t("console.import.show")}>
      {counts.map(([show, count]) => (
        <ToggleButton key={show} className="c-filter" isSelected={chosen === show} onChange={() => choose(show)}>{t(`console.import.show.${show}`)}<b>{count}</b></ToggleButton>
      ))}
      {broken > 0 && <Button size="small" icon="download" busy={mending.busy} onPress={() => void mending.download()}>{t("console.import.csv", { count: broken })}</Button>}
    </div>
  );
}

function Foot({ shown }: { shown: ImportInFull }) {
  const { t, refusal } = useVocabulary();
  const start = useStartImport(shown.import_id);
  const { joins, check, left_out, broken } = shown.counts;
  const adds = shown.counts.new + joins + check;
  return (
    <footer className="c-import-foot">
      <span className="k-muted">
        {start.isError ? <Note tone="block">{refusal(start.error)}</Note> : broken + left_out > 0 && t("console.import.stayOut", { count: broken + left_out })}
      </span>
      {shown.state === "TRIED" && adds > 0 && <Button kind="primary" busy={start.isPending} onPress={() => start.mutate()}>{t("console.import.add", { count: adds })}</Button>}
    </footer>
  );
}

export function DryRun({ shown }: { shown: ImportInFull }) {
  const { t } = useVocabulary();
  const [show, setShow] = useState<Shown>("WORTH_A_LOOK");
  if (shown.state === "MATCHING") return <Card title={t("console.import.dry")}><p className="c-import-progress k-muted">{t("console.import.dry.waits")}</p></Card>;
  return (
    <Card title={t("console.import.dry")} aside={<span className="k-help">{t("console.import.dry.safe")}</span>}>
      <Tally shown={shown} />
      {shown.state === "TRYING" ? (
        <div className="c-import-progress"><Progress label={t("console.import.trying")} done={shown.done} total={shown.total}>{t("console.import.tryingOf", { done: shown.done, total: shown.total })}</Progress></div>
      ) : (
        <>
          <Filters shown={shown} chosen={show} choose={setShow} />
          <Rows shown={shown} filter={{ show }} mendable empty={t(show === "WORTH_A_LOOK" || show === "BROKEN" ? "console.import.allFine" : "console.import.noRows")} />
          <Foot shown={shown} />
        </>
      )}
    </Card>
  );
}
