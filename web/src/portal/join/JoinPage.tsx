/** At the door: asks to be let in, and goes in or says what may be said. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useEffect, useRef } from "react";
import { isProblem } from "@/api/problem";
import type { Problem } from "@/api/problem";
import { myCallsQuery } from "@/api/calls";
import { sessionsQuery, useJoin } from "@/api/sessions";
import type { VideoSession } from "@/api/types";
import { useWords } from "@/app/words";
import { DoorScene, ErrorState, PortalShell } from "@/kit";
import { AccountMenu } from "../parts/AccountMenu";
import { HelpStrip } from "../parts/HelpStrip";
import { PageHead } from "../parts/PageHead";
import { NotLetIn } from "./NotLetIn";

const route = getRouteApi("/portal/clients-only/join/$sessionId");

/** Only web addresses: whatever a practice wrote as its meeting's. */
function enter(url: string): void {
  const address = new URL(url, window.location.origin);
  if (/^https?:$/.test(address.protocol)) window.location.assign(address);
}

function useAsking(sessionId: string) {
  const join = useJoin();
  const { mutate } = join;
  const asked = useRef(false);
  const ask = useCallback(() => mutate(sessionId, { onSuccess: (grant) => enter(grant.url) }), [mutate, sessionId]);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    ask();
  }, [ask]);
  return { join, ask };
}

function Asking() {
  const t = useWords();
  return (
    <>
      <DoorScene state="ajar" />
      <PageHead title={t("portal.join.asking")} live>{t("portal.join.askingLead")}</PageHead>
    </>
  );
}

function Answer({ error, sessionId, session, ask, asking, at }: { error: Problem | Error; sessionId: string; session?: VideoSession; ask: () => void; asking: boolean; at: number }) {
  if (isProblem(error) && error.status === 403) return <NotLetIn refusal={error} sessionId={sessionId} session={session} ask={ask} asking={asking} />;
  if (isProblem(error) && error.status === 404) return <NotLetIn refusal={error} sessionId={sessionId} ask={ask} asking={asking} />;
  return <><DoorScene state="closed" /><ErrorState error={error} at={at} again={ask} /></>;
}

export function JoinPage() {
  const { sessionId } = route.useParams();
  const { me } = route.useRouteContext();
  const { join, ask } = useAsking(sessionId);
  const known = useQuery(sessionsQuery({ mine: true, page_size: 50 }));
  const calls = useQuery(myCallsQuery);
  const session = known.data?.sessions.find((one) => one.session_id === sessionId);
  // What the answer speaks of is known first, so that nothing moves under a thumb. What fails once isn't waited for.
  const error = [known, calls].every((one) => !one.isLoading || one.failureCount > 0) ? join.error : null;
  return (
    <PortalShell account={<AccountMenu me={me} />} loading={!error}>
      {error ? <Answer error={error} sessionId={sessionId} at={join.submittedAt} session={session} ask={ask} asking={join.isPending} /> : <Asking />}
      {error && <HelpStrip mood="hurry" />}
    </PortalShell>
  );
}
