/** The adding under way: how far, how long still, and a way to pause. It goes on without this page. */
import { usePauseImport } from "@/api/imports";
import type { ImportInFull } from "@/api/types";
import { span } from "@/app/when";
import { Banner, Button, Card, Note, Progress } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";

export function Adding({ shown }: { shown: ImportInFull }) {
  const { t, refusal } = useVocabulary();
  const pause = usePauseImport(shown.import_id);
  const paused = shown.state === "PAUSED";
  const left = shown.seconds_left === null ? "" : t("console.import.left", { span: span(Math.max(1, Math.ceil(shown.seconds_left / 60))) });
  return (
    <Card title={t(paused ? "console.import.paused" : "console.import.adding")} aside={<span className="k-help">{shown.file_name}</span>}>
      <div className="c-import-progress">
        <Progress label={t("console.import.adding")} done={shown.done} total={shown.total}>{t("console.import.doneOf", { done: shown.done, total: shown.total })} {!paused && left}</Progress>
        <Banner tone="info">{t("console.import.goesOn")}</Banner>
        {pause.isError && <Note tone="block">{refusal(pause.error)}</Note>}
        <div><Button busy={pause.isPending} kind={paused ? "primary" : "secondary"} onPress={() => pause.mutate(paused ? "resume" : "pause")}>{t(paused ? "console.import.resume" : "console.import.pause")}</Button></div>
      </div>
    </Card>
  );
}
