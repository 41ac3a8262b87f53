/** Where the account is signed in, and signing out everywhere else. */
import { useQuery } from "@tanstack/react-query";
import { myLoginSessionsQuery, useEndOtherLoginSessions } from "@/api/signing-in";
import type { MyLoginSession } from "@/api/types";
import { date, moment } from "@/app/when";
import { useWords } from "@/app/words";
import { Button, Chip, ErrorState, Skeleton, toast } from "@/kit";

function Place({ at }: { at: MyLoginSession }) {
  const t = useWords();
  return (
    <li>
      <span className="p-grow">
        {at.browser}
        <small>{t("portal.account.since", { start: date(at.start_time), ...moment(at.last_seen_time) })}</small>
      </span>
      {at.current && <Chip tone="ok">{t("portal.account.here")}</Chip>}
    </li>
  );
}

export function SignedIn() {
  const t = useWords();
  const places = useQuery(myLoginSessionsQuery);
  const end = useEndOtherLoginSessions();
  const others = places.data?.login_sessions.filter((one) => !one.current).length ?? 0;
  return (
    <section className="p-card is-tight" aria-labelledby="signed-in">
      <h2 id="signed-in">{t("portal.account.places")}</h2>
      {places.data && <ul className="p-list">{places.data.login_sessions.map((one) => <Place key={one.login_session_id} at={one} />)}</ul>}
      {places.isError && !places.data && <ErrorState error={places.error} at={places.errorUpdatedAt} again={() => void places.refetch()} />}
      {places.isPending && <Skeleton lines={2} />}
      {others > 0 && (
        <Button kind="secondary" wide busy={end.isPending} onPress={() => end.mutate(undefined, { onSuccess: () => toast(t("portal.account.endedOthers")) })}>
          {t("portal.account.endOthers")}
        </Button>
      )}
      {end.error && <ErrorState error={end.error} at={end.submittedAt} again={() => end.mutate()} />}
    </section>
  );
}
