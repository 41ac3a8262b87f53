/** The access report: the answer first, then every finding with its evidence, its time and the button that mends it. */
import { useQuery } from "@tanstack/react-query";
import { accessReportQuery } from "@/api/contacts";
import type { AccessReport as Report, ChartContact, Client, ReportFinding } from "@/api/types";
import { clock, dayAndClock } from "@/app/when";
import { ErrorState, Finding, Findings, Skeleton, Verdict } from "@/kit";
import type { FindingState } from "@/kit";
import { fullName, useVocabulary } from "../../../speech/vocabulary";
import { useEvidence } from "../../../speech/evidence";
import { useStaffNames } from "../../columns";
import { Fixes } from "./Fixes";

const FRESH = 3_000;
const states: Record<ReportFinding["severity"], FindingState> = { BLOCKING: "blocking", WARNING: "warning", OK: "ok" };

/** What a finding tells by: without it, "nothing is wrong" is not yet "all is well". */
const shownBy: Partial<Record<ReportFinding["code"], string>> = { BROWSER: "browser", DEVICE: "check_time" };

function stateOf({ code, severity, evidence }: ReportFinding): FindingState {
  const proof = shownBy[code];
  return severity === "OK" && proof && !evidence[proof] ? "unknown" : states[severity];
}

/** Reasons that only time mends: they say when, not what. */
const ofTime = new Set(["TOO_EARLY", "ENDED"]);

function Answer({ report }: { report: Report }) {
  const { t, named } = useVocabulary();
  const nameOf = useStaffNames();
  const { state, reasons, session } = report.verdict;
  const mend = reasons.filter((reason) => !ofTime.has(reason));
  const when = session && t("console.report.session", { when: dayAndClock(session.start_time), name: nameOf(session.clinician_id), opens: clock(session.open_time) });
  if (mend.length) {
    const reason = mend.map((one) => named("reason", one)).join(", ");
    return <Verdict tone="block" title={t(session ? "console.report.refused" : "console.report.wouldRefuse", { reason })}>{when ?? t("console.report.noSession")}</Verdict>;
  }
  if (state === "ADMITTED") return <Verdict tone="ok" title={t("console.report.admitted")}>{when}</Verdict>;
  if (state === "REFUSED") return <Verdict tone="ok" title={reasons.includes("TOO_EARLY") && session ? t("console.report.early", { opens: clock(session.open_time) }) : t("console.report.ended")}>{when}</Verdict>;
  return <Verdict tone="quiet" title={t("console.report.noSession")}>{t("console.report.noSessionText")}</Verdict>;
}

/** Each act once, at the first finding that asks for it. */
function actionsOf(findings: ReportFinding[]): Map<string, string[]> {
  const offered = new Set<string>();
  return new Map(findings.filter((one) => one.severity !== "OK").map((one) => {
    const fresh = one.fixes.map((fix) => fix.action).filter((action) => !offered.has(action));
    fresh.forEach((action) => offered.add(action));
    return [one.code, fresh];
  }));
}

interface LineProps { finding: ReportFinding; actions: string[]; isFirst: boolean; client: Client; person: ChartContact }

function Line({ finding, actions, isFirst, client, person }: LineProps) {
  const { named, t } = useVocabulary();
  const evidence = useEvidence();
  return (
    <Finding
      state={stateOf(finding)}
      title={named("finding", finding.code)}
      evidence={evidence(finding, { client: client.given_name, person: person.given_name, self: person.relationship === "SELF" })}
      at={finding.evidence_time ? dayAndClock(finding.evidence_time) : finding.severity === "BLOCKING" ? t("console.report.never") : undefined}
      fix={actions.length > 0 ? <Fixes isFirst={isFirst} actions={actions} client={client} person={person} /> : undefined}
    />
  );
}

export function AccessReport({ client, person }: { client: Client; person: ChartContact }) {
  const { t } = useVocabulary();
  const query = useQuery({ ...accessReportQuery(client.client_id, person.contact_id), refetchInterval: FRESH });
  const report = query.data;
  const actions = actionsOf(report?.findings ?? []);
  const title = person.relationship === "SELF" ? t("console.report.titleSelf", { name: fullName(person) }) : t("console.report.title", { person: person.given_name, client: client.given_name });
  return (
    <section className="c-chart-report" aria-label={title} aria-busy={query.isPending}>
      <div className="c-row">
        <h3 className="c-sub">{title}</h3>
        {report && <span className="c-meta k-num">{t("console.report.checked", { when: clock(report.checked_time) })}</span>}
      </div>
      {query.isPending && <Skeleton lines={9} />}
      {query.isError && <ErrorState error={query.error} at={query.errorUpdatedAt} again={() => void query.refetch()} />}
      {report && (
        <>
          <Answer report={report} />
          <Findings label={t("console.report.findings")}>{report.findings.map((finding, index) => (
              <Line key={finding.code} finding={finding} actions={actions.get(finding.code) ?? []} isFirst={index === 0 && finding.severity === "BLOCKING"} client={client} person={person} />
            ))}</Findings>
        </>
      )}
    </section>
  );
}
