/** One import, from its file to its report. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { importQuery, useDiscardImport } from "@/api/imports";
import type { ImportInFull } from "@/api/types";
import { useTitle } from "@/app/surface";
import { useWords } from "@/app/words";
import type { WordId } from "@/app/words";
import { Button, ButtonLink, Card, ConsolePage, Empty, ErrorState, Progress, Skeleton, toast } from "@/kit";
import { WhoButton } from "../frame/Foot";
import { PeopleSearch } from "../frame/PeopleSearch";
import { Adding } from "./Adding";
import { DryRun } from "./DryRun";
import { MatchCard } from "./MatchCard";
import { Report } from "./Report";
import { Steps } from "./Steps";
import type { Step } from "./Steps";
import "./import.css";

const steps: Record<ImportInFull["state"], Step> = {
  UPLOADING: "file", READING: "file", REFUSED: "file", MATCHING: "match", TRYING: "match", TRIED: "match", ADDING: "add", PAUSED: "add", DONE: "welcome", DISCARDED: "file",
};

function Discard({ shown }: { shown: ImportInFull }) {
  const t = useWords();
  const go = useNavigate();
  const discard = useDiscardImport();
  const done = () => { toast(t("console.import.discarded")); void go({ to: "/import" }); };
  if (shown.forgotten || ["READING", "TRYING", "ADDING"].includes(shown.state)) return null;
  return <Button kind="quiet" busy={discard.isPending} onPress={() => discard.mutate(shown.import_id, { onSuccess: done })}>{t("console.import.discard")}</Button>;
}

function NoTable({ shown }: { shown: ImportInFull }) {
  const t = useWords();
  const cause = shown.state === "REFUSED" ? shown.problem : shown.state;
  return (
    <Card>
      <Empty icon={shown.state === "DISCARDED" ? "document" : "warning"} level={2} title={t(`console.import.problem.${cause}.title` as WordId)} act={<ButtonLink to="/import" kind="primary">{t("console.import.other")}</ButtonLink>}>
        {t(`console.import.problem.${cause}.text` as WordId, { row: shown.problem_row })}
      </Empty>
    </Card>
  );
}

function Body({ shown }: { shown: ImportInFull }) {
  const t = useWords();
  switch (shown.state) {
    case "UPLOADING": case "REFUSED": case "DISCARDED":
      return <NoTable shown={shown} />;
    case "READING":
      return <Card title={t("console.import.reading")}><div className="c-import-progress"><Progress label={t("console.import.reading")} done={shown.done} total={Math.max(shown.total, 1)}>{t("console.import.rows", { count: shown.total })}</Progress></div></Card>;
    case "MATCHING": case "TRYING": case "TRIED":
      return <div className="c-import"><MatchCard shown={shown} /><DryRun shown={shown} /></div>;
    case "ADDING": case "PAUSED":
      return <Adding shown={shown} />;
    case "DONE":
      return <Report shown={shown} />;
  }
}

export function ImportingPage() {
  const t = useWords();
  const { importId } = useParams({ from: "/console/import/$importId" });
  const query = useQuery(importQuery(importId));
  useTitle(t("console.import.title"));
  return (
    <ConsolePage title={t("console.import.title")} meta={query.data?.file_name} tools={<>{query.data && <Discard shown={query.data} />}<PeopleSearch /><WhoButton /></>}>
      {query.isPending && <Skeleton lines={10} />}
      {query.isError && !query.data && <ErrorState error={query.error} at={query.errorUpdatedAt} again={() => void query.refetch()} />}
      {query.data && <><Steps at={steps[query.data.state]} /><Body shown={query.data} /></>}
    </ConsolePage>
  );
}
