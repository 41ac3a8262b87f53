/** One session of the next 48 hours that will not go as booked: when, who, why, the fix. */
import { Link } from "@tanstack/react-router";
import type { TodaySession } from "@/api/types";
import { clock, day, daysAway, minutesUntil, span } from "@/app/when";
import { Button, ButtonLink, Icon, WayIn } from "@/kit";
import type { GateName, GateState } from "@/kit";
import { useStaffNames } from "../clients/columns";
import { capital } from "../speech/short";
import { useVocabulary } from "../speech/vocabulary";
import { byMending, useMend } from "./mending";

type Person = TodaySession["people"][number];

/** Which of the five gates a reason bars. What comes after a barred gate isn't reached yet. */
const gateOf: Record<string, GateName> = {
  NOT_PARTICIPANT: "access", CLIENT_ARCHIVED: "access", RELATIONSHIP_ENDED: "access", ONLINE_ACCESS_OFF: "access", NO_EMAIL: "email",
  ACCOUNT_NOT_ACTIVE: "password", ACCOUNT_LOCKED: "password", TEMPORARY_PASSWORD_EXPIRED: "password", CONSENT_MISSING: "consent", CONSENT_WITHDRAWN: "consent",
};
const order: GateName[] = ["access", "email", "password", "consent", "device"];

function gatesOf({ reasons, relationship }: Person): Record<GateName, GateState> {
  const barred = new Set(reasons.map((reason) => gateOf[reason]));
  const unborn = barred.has("password");
  // An adult's own consent comes with the terms, when they choose a password: until then it isn't missing, only not reached.
  const later = new Set<GateName>(unborn ? (relationship === "SELF" ? ["consent", "device"] : ["device"]) : []);
  const state = (gate: GateName): GateState => (later.has(gate) ? "unreached" : barred.has(gate) ? "blocked" : "clear");
  return Object.fromEntries(order.map((gate) => [gate, state(gate)])) as Record<GateName, GateState>;
}

export function When({ session }: { session: Pick<TodaySession, "start_time"> }) {
  const { t } = useVocabulary();
  const left = minutesUntil(session.start_time);
  const soon = left <= 60;
  const text = left <= 0 ? t("console.today.running") : left < 180 ? t("console.today.in", { span: span(left) }) : day(session.start_time);
  return <div className="c-fail-when"><b>{clock(session.start_time)}</b><span className={soon && daysAway(session.start_time) === 0 ? "is-soon" : ""}>{text}</span></div>;
}

function Why({ person, several }: { person: Person; several: boolean }) {
  const { t, named } = useVocabulary();
  const alone = person.relationship === "SELF" && person.reasons.includes("ACCOUNT_NOT_ACTIVE");
  const [first, ...more] = person.reasons.filter((one) => !(alone && one === "CONSENT_MISSING")).sort(byMending);
  if (!first) return null;
  // Until then it still opens the door, so it is to watch.
  const yet = first === "TEMPORARY_PASSWORD_EXPIRED" && person.outlook === "WATCH";
  return (
    <div className="c-why">
      <p className="c-why-line"><Icon name="doorBarred" /><b>{yet ? t("console.today.runsOut") : capital(named("reason", first))}</b></p>
      {(several || more.length > 0) && <p className="c-meta">{[several && person.name, more.map((one) => named("reason", one)).join(", ")].filter(Boolean).join(": ")}</p>}
      <WayIn gates={gatesOf(person)} />
    </div>
  );
}

/** That no reminder will arrive: one quiet line for whoever waits for it. */
function Unreminded({ person }: { person: Person }) {
  const { t, named } = useVocabulary();
  if (person.reminder.state !== "UNREACHABLE" || !person.reminder.reason) return null;
  return <p className="c-meta">{t("console.today.unreminded", { name: person.name, reason: named("mail", person.reminder.reason) })}</p>;
}

export function FailRow({ session }: { session: TodaySession }) {
  const { t, relationship } = useVocabulary();
  const nameOf = useStaffNames();
  const mendOf = useMend(session);
  // Time alone bars nobody for long: what is left are reasons that somebody can mend.
  const barred = session.people.filter((one) => one.reasons.length > 0).sort((a, b) => Number(b.outlook === "WILL_FAIL") - Number(a.outlook === "WILL_FAIL"));
  const person = barred[0] ?? session.people[0];
  const mend = person && mendOf(person);
  const line = (one: Person) => (one.relationship === "SELF" ? t("console.today.self") : t("console.person.with", { name: one.name, relationship: relationship({ relationship: one.relationship }) }));
  return (
    <li className="c-fail" data-walk>
      <When session={session} />
      <div className="c-fail-who">
        <Link data-walk-to className="c-person" to="/clients/$clientId/people" params={{ clientId: session.client_id }} search={person ? { contact: person.contact_id } : {}}>{session.client_name}</Link>
        {session.people.map((one) => <p key={one.contact_id} className="c-meta">{line(one)}</p>)}
        <p className="c-meta">{t("console.chart.with", { name: nameOf(session.clinician_id) })}</p>
      </div>
      <div className="c-fail-why">
        {barred.map((one) => <Why key={one.contact_id} person={one} several={session.people.length > 1} />)}
        {session.people.map((one) => <Unreminded key={one.contact_id} person={one} />)}
      </div>
      <div className="c-fail-fix">
        {mend && <span data-fix><Button kind="fix" size="small" wide onPress={mend.run}>{mend.label}</Button></span>}
        <ButtonLink kind="quiet" size="small" wide to="/clients/$clientId/people" params={{ clientId: session.client_id }} search={person ? { contact: person.contact_id } : {}}>{t("console.today.report")}</ButtonLink>
      </div>
    </li>
  );
}
