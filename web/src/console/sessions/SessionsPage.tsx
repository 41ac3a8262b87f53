/** The practice's video sessions: what is coming, by day; book, cancel, join as the clinician. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { staffQuery } from "@/api/accounts";
import { namesQuery } from "@/api/names";
import { everySessionQuery } from "@/api/sessions";
import { meQuery } from "@/api/signing-in";
import type { VideoSession } from "@/api/types";
import { useTitle } from "@/app/surface";
import { Button, ConsolePage, Empty, ErrorState, Select, Skeleton } from "@/kit";
import { WhoButton } from "../frame/Foot";
import { PeopleSearch } from "../frame/PeopleSearch";
import { useVocabulary } from "../speech/vocabulary";
import { BookButton } from "./BookButton";
import { SessionList } from "./SessionList";

const HOUR = 3_600_000;
const FIRST = 100;
type Span = "WEEK" | "MONTH" | "PAST";

/** From when to when, fixed while the span stays, so that the answer's place in the cache stays too. */
function useRange(span: Span) {
  return useMemo(() => {
    const now = Date.now();
    const at = (hours: number) => new Date(now + hours * HOUR).toISOString();
    if (span === "PAST") return { from_time: at(-30 * 24), to_time: at(0) };
    return { from_time: at(-2), to_time: at((span === "WEEK" ? 7 : 31) * 24) };
  }, [span]);
}

/** A session names its client by id. */
function useClientNames(sessions: VideoSession[]): (clientId: string) => string {
  const found = useQuery(namesQuery(sessions.map((one) => one.client_id))).data;
  const names = new Map(found?.map((one) => [one.id, one.name]));
  return (clientId) => names.get(clientId) ?? "…";
}

export function SessionsPage() {
  const { t } = useVocabulary();
  const [span, setSpan] = useState<Span>("WEEK");
  const [clinician, setClinician] = useState("ALL");
  const query = useQuery(everySessionQuery(useRange(span)));
  const [most, setMost] = useState(FIRST);
  const staff = useQuery(staffQuery).data?.staff.filter((one) => one.role === "CLINICIAN") ?? [];
  const me = useQuery(meQuery).data?.account_id ?? "";
  const all = query.data?.filter((one) => clinician === "ALL" || one.clinician_id === clinician) ?? [];
  // Of what is over, the last comes first.
  const sessions = (span === "PAST" ? [...all].reverse() : all).slice(0, most);
  const nameOf = useClientNames(sessions);
  useTitle(t("console.sessions"));
  return (
    <ConsolePage title={t("console.sessions")} meta={query.data ? t("console.sessions.count", { count: all.length }) : undefined} tools={<><PeopleSearch /><BookButton /><WhoButton /></>}>
      <div className="c-session-tools">
        <Select<Span> label={t("console.sessions.span")} hideLabel value={span} onChange={setSpan} options={[
          { value: "WEEK", label: t("console.sessions.week") }, { value: "MONTH", label: t("console.sessions.month") }, { value: "PAST", label: t("console.sessions.past") },
        ]} />
        <Select label={t("console.clients.col.clinician")} hideLabel value={clinician} onChange={setClinician} options={[{ value: "ALL", label: t("console.sessions.everyone") }, ...staff.map((one) => ({ value: one.account_id, label: one.display_name }))]} />
      </div>
      {query.isPending && <Skeleton lines={8} />}
      {query.isError && <ErrorState error={query.error} at={query.errorUpdatedAt} again={() => void query.refetch()} />}
      {query.data && sessions.length === 0 && <section className="k-card"><Empty icon="calendar" title={t("console.sessions.none")} act={<BookButton />}>{t("console.sessions.noneText")}</Empty></section>}
      <SessionList sessions={sessions} clientName={nameOf} me={me} />
      {all.length > most && <div className="c-session-more"><Button onPress={() => setMost(most + FIRST)}>{t("console.sessions.more", { count: all.length - most })}</Button></div>}
    </ConsolePage>
  );
}
