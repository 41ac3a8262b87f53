/** Who should get the welcome email: everybody beside the client, each with what a mail to them would meet. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { settingsQuery } from "@/api/settings";
import type { ChartContact, Client } from "@/api/types";
import { clock, date, day, minutesUntil, span } from "@/app/when";
import { Banner, Button, Checkbox, Chip, PortalState, TextButton } from "@/kit";
import { useAct } from "../../../acts/acts";
import { useResetNow } from "../../../acts/fixes";
import { fullName, useVocabulary } from "../../../speech/vocabulary";

/** Somebody who once chose a password needs no welcome link; a reset mends theirs. */
export const hasPassword = ({ account }: ChartContact) => account?.state === "ACTIVE" || account?.state === "LOCKED";

/** What a mail to this person would meet, before it is asked for. */
function useForecast(client: Client) {
  const { t } = useVocabulary();
  return (person: ChartContact): string => {
    if (!person.email) return t("console.welcome.noEmail");
    if (hasPassword(person)) return t(person.account?.binding === "OFFERED" ? "console.welcome.offered" : "console.welcome.active");
    if (!person.online_access) return t("console.welcome.accessOff", { name: client.given_name });
    if (!person.email_notifications) return t("console.welcome.mailOff", { name: client.given_name, when: person.email_notifications_time ? date(person.email_notifications_time) : "" });
    if (["INVITED", "EXPIRING"].includes(person.portal_state)) return t("console.welcome.replaces");
    return person.shared_with.length > 0 ? t("console.welcome.shared", { names: person.shared_with.join(", ") }) : "";
  };
}

function StateChip({ person }: { person: ChartContact }) {
  const { t } = useVocabulary();
  if (person.email && !hasPassword(person)) {
    if (!person.online_access) return <Chip tone="block" icon="doorBarred">{t("kit.state.accessOff")}</Chip>;
    if (!person.email_notifications) return <Chip tone="block" icon="mail">{t("console.welcome.mailOffChip")}</Chip>;
  }
  const left = person.portal_state_time ? minutesUntil(person.portal_state_time) : 0;
  if (person.portal_state === "EXPIRING" && left > 0) return <Chip tone="warn">{`${t("kit.state.expiring")}, ${t("console.state.left", { span: span(left) })}`}</Chip>;
  return <PortalState state={person.portal_state} />;
}

function Instead({ client, person }: { client: Client; person: ChartContact }) {
  const { t } = useVocabulary();
  const act = useAct();
  const reset = useResetNow();
  if (!person.email) return <TextButton onPress={() => act({ kind: "details", clientId: client.client_id, contactId: person.contact_id })}>{t("console.welcome.addEmail")}</TextButton>;
  if (hasPassword(person)) return <Button size="small" icon="mail" onPress={() => void reset(person.account!.email)}>{t("console.welcome.reset")}</Button>;
  return null;
}

interface RecipientsProps { client: Client; people: ChartContact[]; chosen: string[]; onChange: (ids: string[]) => void; onLook: (id: string) => void }

export function Recipients({ client, people, chosen, onChange, onLook }: RecipientsProps) {
  const { t, relationship } = useVocabulary();
  const forecast = useForecast(client);
  const toggle = (person: ChartContact, on: boolean) => {
    onChange(on ? [...chosen, person.contact_id] : chosen.filter((id) => id !== person.contact_id));
    if (on) onLook(person.contact_id);
  };
  return (
    <>
      <h3 className="c-sub">{t("console.welcome.who")}</h3>
      <ul className="c-recipients">
        {people.map((person) => {
          const barred = !person.email || hasPassword(person) || !person.in_force;
          return (
            <li key={person.contact_id}>
              <Checkbox
                isSelected={chosen.includes(person.contact_id)} isDisabled={barred} onChange={(on) => toggle(person, on)}
                label={<>{fullName(person)} <span className="c-light">{person.relationship === "SELF" ? t("console.welcome.client") : relationship(person)}</span></>}
                help={<><span className="c-address">{person.email ?? t("console.contact.noEmail")}</span>{forecast(person)}</>}
              />
              <StateChip person={person} />
              <div className="c-instead"><Instead client={client} person={person} /></div>
            </li>
          );
        })}
      </ul>
      <GoodFor />
    </>
  );
}

function GoodFor() {
  const { t } = useVocabulary();
  const hours = useQuery(settingsQuery).data?.invitation_validity_hours;
  if (!hours) return null;
  const until = new Date(Date.now() + hours * 3_600_000);
  return (
    <Banner tone="info">
      {t("console.welcome.good", { hours, when: `${day(until, "long")}, ${clock(until)}` })}{" "}
      <Link to="/settings">{t("console.welcome.change")}</Link>
    </Banner>
  );
}
