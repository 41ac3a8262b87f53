/** The practice's video sessions: what is coming, by day; book, cancel, join as the clinician. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { staffQuery } from "@/api/accounts";
import { clientsQuery } from "@/api/clients";
import { sessionsQuery } from "@/api/sessions";
import { meQuery } from "@/api/signing-in";
import { useTitle } from "@/app/surface";
import { Button, ConsolePage, Empty, ErrorState, Select, Skeleton } from "@/kit";
import { useAct } from "../acts/acts";
import { useMay } from "../frame/may";
import { WhoButton } from "../frame/Foot";
import { PeopleSearch } from "../frame/PeopleSearch";
import { fullName, useVocabulary } from "../speech/vocabulary";
import { SessionList } from "./SessionList";

const HOUR = 3_600_000;
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

/** A session names its client by id; the names come from the client list. */
function useClientNames(): (clientId: string) => string {
  const list = useInfiniteQuery(clientsQuery({ page_size: 100 }));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  const names = new Map(list.data?.pages.flatMap((page) => page.clients).map((one) => [one.client_id, fullName(one)]));
  return (clientId) => names.get(clientId) ?? "…";
}

export function BookButton({ clientId }: { clientId?: string }) {
  const { t } = useVocabulary();
  const act = useAct();
  const may = useMay();
  if (!may("sessions")) return null;
  const button = <Button kind="primary" icon="plus" onPress={() => act({ kind: "book", clientId })}>{t("console.sessions.book")}</Button>;
  // Beside a search the sign has to do; in a chart there is room for the word.
  return clientId ? button : <span className="c-icon-on-phone">{button}</span>;
}

export function SessionsPage() {
  const { t } = useVocabulary();
  const [span, setSpan] = useState<Span>("WEEK");
  const [clinician, setClinician] = useState("ALL");
  const query = useQuery({ ...sessionsQuery({ ...useRange(span), page_size: 200 }), refetchInterval: 10_000 });
  const staff = useQuery(staffQuery).data?.staff.filter((one) => one.role === "CLINICIAN") ?? [];
  const me = useQuery(meQuery).data?.account_id ?? "";
  const nameOf = useClientNames();
  const sessions = query.data?.sessions.filter((one) => clinician === "ALL" || one.clinician_id === clinician) ?? [];
  useTitle(t("console.sessions"));
  return (
    <ConsolePage title={t("console.sessions")} meta={query.data ? t("console.sessions.count", { count: sessions.length }) : undefined} tools={<><PeopleSearch /><BookButton /><WhoButton /></>}>
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
    </ConsolePage>
  );
}
