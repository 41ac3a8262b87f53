/** Sessions that will go as booked, but of which no mail reminds somebody who waits for one: why, and the button that lets it arrive. */
import { Link } from "@tanstack/react-router";
import type { Today, TodaySession } from "@/api/types";
import { Button, ButtonLink, Icon } from "@/kit";
import { useAct } from "../acts/acts";
import { useTurnNow } from "../acts/fixes";
import { capital } from "../speech/short";
import { useVocabulary } from "../speech/vocabulary";
import { When } from "./FailRow";

type Person = TodaySession["people"][number];
interface RowProps { session: TodaySession; person: Person }

/** What lets the next reminder arrive; once the last one is over, nothing does but a call. */
function Mend({ session, person }: RowProps) {
  const { named } = useVocabulary();
  const act = useAct();
  const turn = useTurnNow();
  const ids = { clientId: session.client_id, contactId: person.contact_id };
  const mends: Record<string, [string, () => void]> = {
    EMAIL_NOTIFICATIONS_OFF: ["TURN_ON_NOTIFICATIONS", () => void turn({ ...ids, name: person.name, clientName: session.client_name }, "email_notifications", true)],
    ADDRESS_BOUNCED: ["CORRECT_ADDRESS", () => act({ kind: "details", ...ids })],
    NO_EMAIL: ["CORRECT_ADDRESS", () => act({ kind: "details", ...ids })],
  };
  const mend = person.reminder.due_time ? mends[person.reminder.reason ?? ""] : undefined;
  return mend ? <span data-fix><Button kind="fix" size="small" wide onPress={mend[1]}>{named("fixAct", mend[0])}</Button></span> : null;
}

function Row({ session, person }: RowProps) {
  const { t, named } = useVocabulary();
  const to = { to: "/clients/$clientId/people", params: { clientId: session.client_id }, search: { contact: person.contact_id } } as const;
  return (
    <li className="c-fail" data-walk>
      <When session={session} />
      <div className="c-fail-who">
        <Link data-walk-to className="c-person" {...to}>{session.client_name}</Link>
        <p className="c-meta">{person.relationship === "SELF" ? t("console.today.self") : person.name}</p>
      </div>
      <div className="c-fail-why"><p className="c-why-line is-watch"><Icon name="mailBack" />{capital(named("mail", person.reminder.reason ?? ""))}</p></div>
      <div className="c-fail-fix">
        <Mend session={session} person={person} />
        <ButtonLink kind="quiet" size="small" wide {...to}>{t("console.today.report")}</ButtonLink>
      </div>
    </li>
  );
}

export function Unreminded({ today }: { today: Today }) {
  const { t } = useVocabulary();
  const rows = today.sessions.filter((one) => one.outlook === "READY").flatMap((session) => session.people
    .filter((person) => person.reminder.state === "UNREACHABLE").map((person) => <Row key={session.session_id + person.contact_id} session={session} person={person} />));
  if (rows.length === 0) return null;
  return (
    <section className="c-today-list" aria-labelledby="unreminded">
      <div className="c-today-head"><h2 id="unreminded">{t("console.today.noReminder")}</h2><p className="c-wide">{t("console.today.noReminderText")}</p></div>
      <ul className="k-card">{rows}</ul>
    </section>
  );
}
