/** A bulk welcome: who gets mail and who can't, then how far it has come, then what became of each. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { runQuery, useRunVerb } from "@/api/runs";
import type { WelcomeRun } from "@/api/types";
import { useTitle } from "@/app/surface";
import { span } from "@/app/when";
import { Banner, Button, ButtonLink, Card, ConsolePage, ErrorState, Note, Progress, Skeleton } from "@/kit";
import { WhoButton } from "../frame/Foot";
import { PeopleSearch } from "../frame/PeopleSearch";
import { useVocabulary } from "../speech/vocabulary";
import { People } from "./People";
import "../import/import.css";

function Counts({ run }: { run: WelcomeRun }) {
  const { t } = useVocabulary();
  const cant = run.cant.reduce((sum, one) => sum + one.people, 0);
  return (
    <>
      <dl className="c-tally c-bulk-tally">
        <div className="is-ok"><dt>{t("console.bulk.mails", { count: run.mails })}</dt><dd>{run.mails}</dd></div>
        <div><dt>{t("console.bulk.people", { count: run.people })}</dt><dd>{run.people}</dd></div>
        <div className={cant > 0 ? "is-block" : ""}><dt>{t("console.bulk.cant")}</dt><dd>{cant}</dd></div>
      </dl>
      {run.cant.length > 0 && <ul className="c-import-promises">{run.cant.map((one) => <li key={one.reason}>{t("console.bulk.because", { count: one.people, reason: t(`console.bulk.why.${one.reason}` as never) })}</li>)}</ul>}
    </>
  );
}

function Under({ run }: { run: WelcomeRun }) {
  const { t } = useVocabulary();
  const left = run.seconds_left === null ? "" : t("console.import.left", { span: span(Math.max(1, Math.ceil(run.seconds_left / 60))) });
  return (
    <div className="c-import-progress">
      <Progress label={t("console.bulk.sending")} done={run.done} total={run.total}>{t("console.bulk.asked", { asked: run.asked, people: run.people })} {left}</Progress>
      <Banner tone="info">{t("console.bulk.goesOn")}</Banner>
    </div>
  );
}

function Acts({ run }: { run: WelcomeRun }) {
  const { t, refusal } = useVocabulary();
  const verb = useRunVerb(run.run_id);
  const say = (word: "start" | "pause" | "resume" | "cancel") => () => verb.mutate(word);
  const open = run.state === "READY" || run.state === "SENDING" || run.state === "PAUSED";
  return (
    <footer className="c-import-foot">
      <span className="k-muted">{verb.isError ? <Note tone="block">{refusal(verb.error)}</Note> : run.state === "READY" && t("console.bulk.nobodyYet")}</span>
      {open && <Button kind="quiet" busy={verb.isPending} onPress={say("cancel")}>{t(run.state === "READY" ? "console.act.cancel" : "console.bulk.cancel")}</Button>}
      {run.state === "SENDING" && <Button busy={verb.isPending} onPress={say("pause")}>{t("console.import.pause")}</Button>}
      {run.state === "PAUSED" && <Button kind="primary" busy={verb.isPending} onPress={say("resume")}>{t("console.import.resume")}</Button>}
      {run.state === "READY" && run.mails > 0 && <Button kind="primary" icon="send" busy={verb.isPending} onPress={say("start")}>{t("console.bulk.send", { count: run.mails })}</Button>}
      {!open && run.state !== "JUDGING" && <ButtonLink to="/clients">{t("console.clients")}</ButtonLink>}
    </footer>
  );
}

export function BulkWelcomePage() {
  const { t } = useVocabulary();
  const { runId } = useParams({ from: "/console/welcome/$runId" });
  const query = useQuery(runQuery(runId));
  const run = query.data;
  useTitle(t("console.bulk.title"));
  return (
    <ConsolePage title={t("console.bulk.title")} meta={<span className={run ? undefined : "c-hold"}>{t(`console.bulk.source.${run?.source ?? "NOT_INVITED"}`)}</span>} tools={<><PeopleSearch /><WhoButton /></>}>
      {query.isPending && <Skeleton lines={10} />}
      {query.isError && !run && <ErrorState error={query.error} at={query.errorUpdatedAt} again={() => void query.refetch()} />}
      {run && (
        <div className="c-import-report">
          <Card title={t(`console.bulk.state.${run.state}`)}>
            {run.state === "JUDGING" ? <div className="c-import-progress"><Progress label={t("console.bulk.state.JUDGING")} done={run.done} total={run.total} /></div> : <Counts run={run} />}
            {(run.state === "SENDING" || run.state === "PAUSED") && <Under run={run} />}
            <Acts run={run} />
          </Card>
          {run.state !== "JUDGING" && <People run={run} />}
        </div>
      )}
    </ConsolePage>
  );
}
