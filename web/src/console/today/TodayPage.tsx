/** Today: the video sessions of the next 48 hours, those that will fail first, each with why and the button that mends it. */
import { useQuery } from "@tanstack/react-query";
import { callsQuery } from "@/api/calls";
import { slotsQuery, todayQuery } from "@/api/clients";
import type { Slot, Today } from "@/api/types";
import { clock, day, setZone } from "@/app/when";
import { useTitle } from "@/app/surface";
import { Words } from "@/app/Words";
import { practiceQuery } from "@/api/practice";
import { ConsolePage, Empty, ErrorState, IconButton, Skeleton } from "@/kit";
import { WhoButton } from "../frame/Foot";
import { useKeys } from "../frame/Keys";
import { PeopleSearch } from "../frame/PeopleSearch";
import { BookButton } from "../sessions/BookButton";
import { useVocabulary } from "../speech/vocabulary";
import { Calls } from "./Calls";
import { ComingOfAge } from "./ComingOfAge";
import { Corridor } from "./Corridor";
import { FailRow } from "./FailRow";
import { ReadyList } from "./ReadyList";
import { TeamCalls } from "./TeamCalls";
import { Unreminded } from "./Unreminded";
import "./today.css";

const FRESH = 5_000;

function Sum({ today }: { today: Today }) {
  const { READY: ready, WATCH: watch, WILL_FAIL: fail } = today.counts;
  const all = ready + watch + fail;
  return <p><Words id="console.today.sum" values={{ all, ready, watch, fail }} parts={{ b: <b /> }} /></p>;
}

function Legend() {
  const { t } = useVocabulary();
  return (
    <div className="c-legend c-wide" aria-hidden="true">
      <span><i className="c-key is-ready" />{t("console.outlook.READY")}</span>
      <span><i className="c-key is-watch" />{t("console.outlook.WATCH")}</span>
      <span><i className="c-key is-fail" />{t("console.outlook.WILL_FAIL")}</span>
    </div>
  );
}

function Lists({ today, slots }: { today: Today; slots: Slot[] }) {
  const { t } = useVocabulary();
  const failing = today.sessions.filter((one) => one.outlook === "WILL_FAIL");
  const watched = today.sessions.filter((one) => one.outlook === "WATCH");
  return (
    <>
      <section className="c-today-list" aria-labelledby="will-fail">
        <div className="c-today-head"><h2 id="will-fail">{t("console.outlook.WILL_FAIL")}</h2><p className="c-wide">{t("console.today.failText")}</p></div>
        <div className="k-card">
          {failing.length === 0 ? <Empty icon="doorOpen" title={t("console.today.allReady")}>{t("console.today.allReadyText")}</Empty> : <ul>{failing.map((one) => <FailRow key={one.session_id} session={one} />)}</ul>}
        </div>
      </section>
      {watched.length > 0 && (
        <section className="c-today-list" aria-labelledby="to-watch">
          <div className="c-today-head"><h2 id="to-watch">{t("console.outlook.WATCH")}</h2><p className="c-wide">{t("console.today.watchText")}</p></div>
          <ul className="k-card">{watched.map((one) => <FailRow key={one.session_id} session={one} />)}</ul>
        </section>
      )}
      <Unreminded today={today} />
      <ReadyList today={today} slots={slots} />
    </>
  );
}

export function TodayPage() {
  const { t } = useVocabulary();
  const { showHelp } = useKeys();
  const practice = useQuery(practiceQuery).data;
  const query = useQuery({ ...todayQuery, refetchInterval: FRESH });
  const booked = useQuery(slotsQuery);
  const calls = useQuery(callsQuery);
  const today = query.data;
  // The calls take a column of the lists': these wait for them, but not for their next try.
  const whole = !(calls.isLoading && calls.failureCount === 0);
  const failed = [query, booked].find((one) => one.isError);
  if (practice) setZone(practice.zone);
  useTitle(t("console.today"));
  const now = new Date();
  const meta = t("console.today.meta", { day: day(now, "long", new Date(now.getTime() - 3 * 86_400_000)), time: clock(now) });
  return (
    <ConsolePage title={t("console.today")} meta={meta} tools={<><PeopleSearch /><span className="c-wide"><IconButton icon="help" label={t("console.nav.help")} onPress={showHelp} /></span><WhoButton /></>}>
      {!failed && !(today && booked.data && whole) && <Skeleton lines={8} />}
      {failed && <ErrorState error={failed.error} at={failed.errorUpdatedAt} again={() => void failed.refetch()} />}
      {today && booked.data && whole && (
        <>
          {booked.data.length > 0 ? (
            <section className="k-card c-corridor" aria-label={t("console.today.next")}>
              <div className="c-corridor-head"><Sum today={today} /><Legend /></div>
              <Corridor slots={booked.data} today={today} />
            </section>
          ) : <section className="k-card c-corridor" aria-label={t("console.today.next")}><Empty icon="sunrise" level={2} title={t("console.today.none")} act={<BookButton />}>{t("console.today.noneText")}</Empty></section>}
          <div className="c-today">
            <Calls />
            <div className="c-today-lists">
              <TeamCalls />
              {booked.data.length > 0 && <Lists today={today} slots={booked.data} />}
              <ComingOfAge />
            </div>
          </div>
        </>
      )}
    </ConsolePage>
  );
}
