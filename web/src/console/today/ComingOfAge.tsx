/** Who comes of age: when, whose rights end that day, and the button that gives the client a way in of their own. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { comingOfAgeQuery } from "@/api/clients";
import type { ComesOfAge } from "@/api/types";
import { date } from "@/app/when";
import { Button, ButtonLink, Icon } from "@/kit";
import { useAct } from "../acts/acts";
import { useMay } from "../frame/may";
import { useVocabulary } from "../speech/vocabulary";

/** A day without a clock is the same everywhere: noon keeps it from slipping into its neighbour. */
export const ofAgeDay = (day: string) => date(`${day}T12:00:00Z`);

/** They need to be a contact of their own chart first, then a welcome email. */
export function useInviteThem() {
  const { t } = useVocabulary();
  const act = useAct();
  const may = useMay();
  return (one: ComesOfAge): { label: string; press: () => void } | null => {
    const [clientId, contactId, state] = [one.client_id, one.self_contact_id, one.self_portal_state];
    if (!contactId) return may("contacts") ? { label: t("console.ofAge.add"), press: () => act({ kind: "person", clientId }) } : null;
    if (state === "NO_EMAIL") return may("contacts") ? { label: t("console.fix.NO_EMAIL"), press: () => act({ kind: "details", clientId, contactId }) } : null;
    if (state === "NOT_INVITED") return may("welcome") ? { label: t("console.fix.NOT_INVITED"), press: () => act({ kind: "welcome", clientId, contactIds: [contactId] }) } : null;
    return null;
  };
}

function Row({ one }: { one: ComesOfAge }) {
  const { t, relationship } = useVocabulary();
  const invite = useInviteThem()(one);
  const past = one.stage === "OF_AGE";
  const to = { to: "/clients/$clientId/people", params: { clientId: one.client_id }, search: {} } as const;
  const names = one.people.map((person) => `${person.name} (${relationship(person)})`).join(", ");
  const ready = one.self_contact_id !== null && invite === null;
  return (
    <li className="c-fail" data-walk>
      <div className="c-fail-when"><b>{ofAgeDay(one.of_age_date)}</b><p className="c-meta">{past ? t("console.ofAge.past") : t("console.ofAge.left", { days: one.days_left })}</p></div>
      <div className="c-fail-who">
        <Link data-walk-to className="c-person" {...to}>{one.name}</Link>
        <p className="c-meta">{ready ? t("console.ofAge.ready") : t("console.ofAge.noWayIn")}</p>
      </div>
      <div className="c-fail-why">
        <p className={`c-why-line ${one.stage === "SOON" || ready ? "is-quiet" : "is-watch"}`}>
          <Icon name="calendar" />{names ? t(past ? "console.ofAge.ended" : "console.ofAge.ends", { names }) : t("console.ofAge.nobody")}
        </p>
      </div>
      <div className="c-fail-fix">
        {invite && <span data-fix><Button kind="fix" size="small" wide onPress={invite.press}>{invite.label}</Button></span>}
        <ButtonLink kind="quiet" size="small" wide {...to}>{t("console.ofAge.chart")}</ButtonLink>
      </div>
    </li>
  );
}

export function ComingOfAge() {
  const { t } = useVocabulary();
  const found = useQuery({ ...comingOfAgeQuery, refetchInterval: 60_000 }).data;
  if (!found || found.clients.length === 0) return null;
  return (
    <section className="c-today-list" aria-labelledby="of-age">
      <div className="c-today-head"><h2 id="of-age">{t("console.ofAge.title")}</h2><p className="c-wide">{t("console.ofAge.text")}</p></div>
      <ul className="k-card">{found.clients.map((one) => <Row key={one.client_id} one={one} />)}</ul>
    </section>
  );
}
