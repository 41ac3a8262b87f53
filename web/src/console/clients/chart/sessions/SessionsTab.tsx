/** The Sessions tab: this client's video sessions, coming first. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { sessionsQuery } from "@/api/sessions";
import { meQuery } from "@/api/signing-in";
import { Empty, ErrorState, Skeleton } from "@/kit";
import { SessionList } from "../../../sessions/SessionList";
import { BookButton } from "../../../sessions/BookButton";
import { useVocabulary } from "../../../speech/vocabulary";

export function SessionsTab() {
  const { t } = useVocabulary();
  const { clientId } = useParams({ from: "/console/clients/$clientId/sessions" });
  const query = useQuery({ ...sessionsQuery({ client_id: clientId, page_size: 100 }), refetchInterval: 5_000 });
  const me = useQuery(meQuery).data?.account_id ?? "";
  if (query.isPending) return <div className="c-pad"><Skeleton lines={6} /></div>;
  if (!query.data) return <ErrorState error={query.error} at={query.errorUpdatedAt} again={() => void query.refetch()} />;
  if (query.data.sessions.length === 0) return <Empty icon="calendar" title={t("console.sessions.none")} act={<BookButton clientId={clientId} />}>{t("console.sessions.noneClient")}</Empty>;
  return (
    <div className="c-pad">
      <div className="c-session-tools"><BookButton clientId={clientId} /></div>
      <SessionList sessions={query.data.sessions} me={me} />
    </div>
  );
}
