/** "I can't get in": who waits for the front desk, the longest waiting on top, each with the first cause and its fix. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { callsQuery, useCloseCall } from "@/api/calls";
import { isProblem } from "@/api/problem";
import type { Call } from "@/api/types";
import { minutesUntil, span } from "@/app/when";
import { Button, ErrorState, Icon, toast } from "@/kit";
import { capital } from "../speech/short";
import { useVocabulary } from "../speech/vocabulary";
import { AnswerDialog } from "./AnswerDialog";
import { useMay } from "../frame/may";
import { byMending, useReadOutTo, useMend } from "./mending";

const FRESH = 5_000;
const SELDOM = 60_000;

function Cause({ call }: { call: Call }) {
  const { t, named } = useVocabulary();
  const [first, ...more] = [...call.reasons].sort(byMending);
  if (!first) return <p className="c-meta">{t("console.calls.noCause")}</p>;
  return (
    <div className="c-why">
      <p className="c-why-line"><Icon name="doorBarred" /><b>{capital(named("reason", first))}</b></p>
      {more.length > 0 && <p className="c-meta">{more.map((one) => named("reason", one)).join(", ")}</p>}
    </div>
  );
}

const from = { JOIN: "console.calls.fromJoin", LINK: "console.calls.fromLink", PORTAL: "console.calls.fromPortal" } as const;

function CallRow({ call, asOf, onAnswer }: { call: Call; asOf: string; onAnswer: () => void }) {
  const { t, refusal } = useVocabulary();
  const mend = useMend(call)(call);
  const may = useMay();
  const readOut = useReadOutTo();
  const close = useCloseCall(call.call_id);
  const waited = Math.max(0, -minutesUntil(call.raise_time, new Date(asOf)));
  return (
    <li className="c-fail c-call" data-walk>
      <div className="c-fail-when"><span className="is-soon">{waited < 1 ? t("console.calls.now") : t("console.calls.waiting", { span: span(waited) })}</span></div>
      <div className="c-fail-who">
        <Link data-walk-to className="c-person" to="/clients/$clientId/people" params={{ clientId: call.client_id }} search={{ contact: call.contact_id }}>{call.name}</Link>
        <p className="c-meta">{call.relationship === "SELF" ? t("console.today.self") : t("console.calls.for", { client: call.client_name })}</p>
        <p className="c-meta">{t(from[call.origin])}</p>
        {call.phone && <a href={`tel:${call.phone}`}>{call.phone}</a>}
      </div>
      <div className="c-fail-why">{call.said && <blockquote className="c-said">{call.said}</blockquote>}<Cause call={call} /></div>
      <div className="c-fail-fix">
        {mend && <span data-fix><Button kind="fix" size="small" wide onPress={mend.run}>{mend.label}</Button></span>}
        {call.reasons.includes("ACCOUNT_NOT_ACTIVE") && may("accounts") && <Button kind="secondary" size="small" wide icon="key" onPress={() => void readOut(call)}>{t("console.code.act")}</Button>}
        <Button kind="secondary" size="small" wide onPress={onAnswer}>{t("console.calls.answer")}</Button>
        <Button kind="quiet" size="small" wide busy={close.isPending} onPress={() => close.mutate(undefined, { onError: (error) => toast(refusal(error)) })}>{t("console.calls.close")}</Button>
      </div>
    </li>
  );
}

export function Calls() {
  const { t } = useVocabulary();
  const [answering, setAnswering] = useState<Call | null>(null);
  const query = useQuery({ ...callsQuery, refetchInterval: ({ state }) => (state.status === "error" ? SELDOM : FRESH) });
  // Some roles don't answer calls: for them there is no such list.
  if (query.isError && !query.data) return isProblem(query.error) && query.error.status === 403 ? null : <ErrorState error={query.error} at={query.errorUpdatedAt} again={() => void query.refetch()} />;
  const open = query.data?.calls.filter((one) => one.state === "OPEN") ?? [];
  return (
    <>
      {query.data && open.length > 0 && (
        <section className="c-today-list c-calls" aria-labelledby="calls">
          <div className="c-today-head"><h2 id="calls">{t("console.calls")}</h2><p>{t("console.calls.count", { count: open.length })}</p></div>
          <ul className="k-card">{open.map((one) => <CallRow key={one.call_id} call={one} asOf={query.data.as_of} onAnswer={() => setAnswering(one)} />)}</ul>
        </section>
      )}
      {answering && <AnswerDialog call={answering} onClose={() => setAnswering(null)} />}
    </>
  );
}
