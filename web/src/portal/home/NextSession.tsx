/** The next session: when, with whom, and where its door stands. */
import type { MyDevice, MyPerson, VideoSession } from "@/api/types";
import { capital, clock, day, minutesUntil, moment, span } from "@/app/when";
import { useWords } from "@/app/words";
import { Button, ButtonLink, Icon } from "@/kit";
import { calendarFile, saveCalendarFile } from "./calendar";
import { doorAt, minutesLong } from "./upcoming";
import "./home.css";

function DoorLine({ session, now }: { session: VideoSession; now: Date }) {
  const t = useWords();
  const open = doorAt(session, now) === "open";
  const left = span(minutesUntil(session.open_time, now));
  return (
    <div className={`p-opens${open ? " is-open" : ""}`}>
      <Icon name={open ? "doorAjar" : "doorClosed"} size={40} />
      <div>
        {open
          ? <><p className="p-big" role="status">{t("portal.home.open")}</p><p>{t(now < new Date(session.start_time) ? "portal.home.openUntil" : "portal.home.openBegun", { until: clock(session.close_time), start: clock(session.start_time) })}</p></>
          : <><p className="p-big" role="timer" aria-label={t("portal.home.left", { span: left })}>{left}</p><p>{t("portal.home.opensAt", moment(session.open_time))}</p></>}
      </div>
    </div>
  );
}

interface NextSessionProps { session: VideoSession; person: MyPerson | undefined; practice: string; now: Date; device?: MyDevice }

export function NextSession({ session, person, practice, now, device }: NextSessionProps) {
  const t = useWords();
  const open = doorAt(session, now) === "open";
  const own = !person || person.relationship === "SELF";
  const keep = () => saveCalendarFile(calendarFile(session, t("portal.home.calendarTitle", { practice }), `${window.location.origin}/home`));
  return (
    <section className="p-card p-next" aria-labelledby="next">
      <div className="p-next-top">
        <h2 id="next">{own ? t("portal.home.yourNext") : t("portal.home.next", { name: person.given_name })}</h2>
        <p className="p-when">{t("portal.home.at", { day: capital(day(session.start_time, "long")), time: clock(session.start_time) })}</p>
        <p className="k-muted">{t("portal.home.with", { minutes: minutesLong(session), name: session.clinician_name })}</p>
      </div>
      <DoorLine session={session} now={now} />
      <div className="p-next-acts">
        {open
          ? (
            <>
              <ButtonLink to="/join/$sessionId" params={{ sessionId: session.session_id }} preload={false} kind="primary" wide icon="video">{t("portal.home.join")}</ButtonLink>
              <ButtonLink to="/device-check" preload={false} kind="quiet" wide>{t("portal.device.open")}</ButtonLink>
            </>
          )
          : (
            <>
              <ButtonLink to="/device-check" preload={false} kind="secondary" wide icon="video">{t("portal.device.open")}</ButtonLink>
              <Button kind="quiet" wide icon="calendar" onPress={keep}>{t("portal.home.calendar")}</Button>
            </>
          )}
        {device?.check_time && <p className="k-help">{t("portal.device.last", { day: day(device.check_time), time: clock(device.check_time), count: device.troubles.length })}</p>}
      </div>
    </section>
  );
}
