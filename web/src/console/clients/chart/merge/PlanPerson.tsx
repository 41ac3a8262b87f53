/** One person after the merge: who they are, what they may do then and why, and what becomes of a sign-in that ends. */
import type { MergePlan } from "@/api/types";
import { capital, date } from "@/app/when";
import { Chip, Note, Select, Switch } from "@/kit";
import { useVocabulary } from "../../../speech/vocabulary";
import type { PlanProps } from "./Plan";

type Person = MergePlan["people"][number];
type SwitchName = "online_access" | "email_notifications";
const icons = { STAYS: "person", MOVES: "arrow", ONE: "people" } as const;
const switches: SwitchName[] = ["online_access", "email_notifications"];
const order = ["KEPT", "MERGED", "OTHER"];
const NOBODY = "nobody";

/** "On on both charts", or what each says. */
function useEach() {
  const { t } = useVocabulary();
  return (person: Person, say: (side: Person["before"][number]) => string) => {
    if (person.before.length < 2) return "";
    const both = new Set(person.before.map(say));
    if (both.size < 2) return "";
    const inOrder = [...person.before].sort((one, other) => order.indexOf(one.chart) - order.indexOf(other.chart));
    return inOrder.map((side) => t(`console.merge.each.${side.chart}`, { said: say(side) })).join(" · ");
  };
}

function SwitchLine({ person, name, chosen, onChange }: { person: Person; name: SwitchName } & Pick<PlanProps, "chosen" | "onChange">) {
  const { t } = useVocabulary();
  const each = useEach();
  const label = t(name === "online_access" ? "console.access.enable" : "console.mailSwitch.enable");
  const why = each(person, (side) => t(side[name] ? "console.on" : "console.off"));
  const leave = (on: boolean) => {
    const mine = (chosen.left_on ?? []).find((one) => one.contact_id === person.contact_id)?.switches ?? [];
    const next = on ? [...mine, name] : mine.filter((one) => one !== name);
    onChange({ ...chosen, left_on: [...(chosen.left_on ?? []).filter((one) => one.contact_id !== person.contact_id), { contact_id: person.contact_id, switches: next }] });
  };
  if (person.choosable.includes(name)) return <div className="c-merge-choose"><Switch label={label} isOn={person[name]} onChange={leave} help={`${capital(why)}. ${t("console.merge.safe")}`} /></div>;
  return <Line label={label} value={t(person[name] ? "console.on" : "console.off")} why={why} />;
}

function Line({ label, value, why }: { label: string; value: string; why?: string }) {
  return <p className="c-merge-line"><span className="c-light">{label}</span><span>{value}{why && <small>{why}</small>}</span></p>;
}

function WhoIs({ person, joinable, chosen, onChange }: { person: Person; joinable: { value: string; label: string }[] } & Pick<PlanProps, "chosen" | "onChange">) {
  const { t } = useVocabulary();
  const gone = person.come === "MOVES" ? person.contact_id : person.merged_contact_id;
  if (!gone || person.fixed || person.may_be.length === 0) return null;
  const options = [{ value: NOBODY, label: t("console.merge.somebodyElse") }, ...joinable.filter((one) => person.may_be.includes(one.value)).map((one) => ({ ...one, label: t("console.merge.sameAs", { name: one.label }) }))];
  const choose = (value: string) =>
    onChange({ ...chosen, joins: [...(chosen.joins ?? []).filter((one) => one.contact_id !== gone), { contact_id: gone, into_contact_id: value === NOBODY ? null : value }] });
  return <Select label={t("console.merge.whoIs", { name: person.merged_name ?? person.name })} options={options} value={person.come === "ONE" ? person.contact_id : NOBODY} onChange={choose} />;
}

export function PlanPerson({ person, joinable, chosen, onChange }: PlanProps & { person: Person; joinable: { value: string; label: string }[] }) {
  const { t, relationship } = useVocabulary();
  const each = useEach();
  const consent = (state: string) => t(`console.merge.consent.${state as Person["consent"]}`);
  const away = person.login === "ENDS" || person.login === "ENDS_LAST";
  return (
    <li className="c-merge-person">
      <div className="c-merge-who">
        <b>{person.name}</b> <span className="c-light">{relationship(person)}{joinable.length === 0 && person.client_name && ` · ${person.client_name}`}</span>
        <Chip tone={person.come === "STAYS" ? "quiet" : "info"} icon={icons[person.come]}>{t(`console.merge.come.${person.come}`)}</Chip>
      </div>
      <p className="c-address">{person.email ?? t("console.contact.noEmail")}</p>
      <WhoIs person={person} joinable={joinable} chosen={chosen} onChange={onChange} />
      <div className="c-merge-lines">
        {switches.map((name) => <SwitchLine key={name} person={person} name={name} chosen={chosen} onChange={onChange} />)}
        <Line label={t("console.merge.consent")} value={consent(person.consent)} why={each(person, (side) => consent(side.consent))} />
        {person.end_date && <Line label={t("console.merge.end")} value={date(`${person.end_date}T12:00:00Z`)} />}
        {person.custody_note && <Line label={t("console.merge.custody")} value={person.custody_note} why={person.custody_forbids_consent ? t("console.merge.forbids") : ""} />}
      </div>
      {person.address_lost && <Note tone="warn">{t("console.merge.addressLost", { address: person.address_lost, name: person.name })}</Note>}
      {away && <Note tone="warn">{t(`console.merge.login.${person.login === "ENDS" ? "ENDS" : "ENDS_LAST"}`, { address: person.login_email ?? "", name: person.name })}</Note>}
      {person.login === "SAME" && <Note>{t("console.merge.login.SAME", { address: person.login_email ?? "" })}</Note>}
    </li>
  );
}
