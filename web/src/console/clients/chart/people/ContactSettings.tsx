/** Contact Settings: the person's details, the two switches that wait for Save, consent, and the custody note. */
import type { ChartContact, Client } from "@/api/types";
import { useChangeRelationship } from "@/api/contacts";
import { Banner, Button, Note, SaveBar, Switch, TextButton, toast } from "@/kit";
import { useAct } from "../../../acts/acts";
import { useReadOut } from "../../../acts/fixes";
import { useDraft } from "../../../frame/draft";
import { useMay } from "../../../frame/may";
import { SwitchList } from "../../../frame/Section";
import { dayOf } from "../../../speech/short";
import { fullName, useVocabulary } from "../../../speech/vocabulary";
import { ConsentRow } from "./ConsentRow";

interface SettingsProps { client: Client; person: ChartContact }

function rightsEnd(client: Client, person: ChartContact): string | null {
  if (person.end_date) return person.end_date;
  return client.minor && person.relationship !== "SELF" ? client.minor_until : null;
}

function Details({ client, person }: SettingsProps) {
  const { t, relationship } = useVocabulary();
  const act = useAct();
  const ids = { clientId: client.client_id, contactId: person.contact_id };
  const readOut = useReadOut();
  const may = useMay();
  const mayReadOut = may("accounts") && person.online_access && person.in_force && (person.account?.state === "PENDING" || person.account?.state === "ACTIVE");
  const end = rightsEnd(client, person);
  return (
    <>
      <div className="c-row">
        <h3 className="c-sub">{t("console.contact.title")}</h3>
        <TextButton onPress={() => act({ kind: "details", ...ids })}>{t("console.contact.edit", { name: person.given_name })}</TextButton>
      </div>
      <dl className="c-kv">
        <dt>{t("console.contact.email")}</dt><dd>{person.email ?? <span className="k-faint">{t("console.contact.noEmail")}</span>}</dd>
        <dt>{t("console.contact.phone")}</dt><dd>{person.phone ?? <span className="k-faint">{t("console.contact.noPhone")}</span>}</dd>
        {person.relationship !== "SELF" && (
          <>
            <dt>{t("console.contact.relationship")}</dt>
            <dd>{relationship(person)} <TextButton onPress={() => act({ kind: "relationship", ...ids })}>{t("console.act.change")}</TextButton></dd>
          </>
        )}
        {end && <><dt>{t("console.contact.rightsEnd")}</dt><dd>{dayOf(end)}</dd></>}
      </dl>
      {mayReadOut && <p className="c-read-out"><Button size="small" icon="key" onPress={() => readOut(client, person)}>{t("console.code.act")}</Button> <span className="k-help">{t("console.code.actHelp")}</span></p>}
      {person.account && person.email && person.account.email !== person.email && <Note tone="warn">{t("console.contact.otherLogin", { email: person.account.email })}</Note>}
      {person.shared_with.length > 0 && <Note>{t("console.contact.shared", { names: person.shared_with.join(", ") })}</Note>}
    </>
  );
}

/** The two switches and consent. A change of a switch waits for Save, which says old → new. */
function Switches({ client, person }: SettingsProps) {
  const { t, refusal } = useVocabulary();
  const change = useChangeRelationship(client.client_id, person.contact_id);
  const draft = useDraft({ online_access: person.online_access, email_notifications: person.email_notifications });
  const said = (on: boolean) => t(on ? "console.on" : "console.off");
  const names = { online_access: t("console.access.label"), email_notifications: t("console.mailSwitch.label") };
  const labels = { online_access: t("console.access.enable"), email_notifications: t("console.mailSwitch.enable") };
  const notYours = useMay()("contacts") ? undefined : t("console.contact.notYours");
  const one = (key: "online_access" | "email_notifications") => ({ label: labels[key], isOn: draft.value[key], onChange: (on: boolean) => draft.set(key, on), saving: change.isPending, notYours });
  const save = () => change.mutate(draft.edits, { onSuccess: () => { draft.discard(); toast(t("console.act.saved")); } });
  return (
    <>
      <SwitchList>
        <Switch {...one("online_access")} help={t("console.access.help", { name: client.given_name })} />
        <Switch {...one("email_notifications")} help={t("console.mailSwitch.help")} />
        <ConsentRow client={client} person={person} />
      </SwitchList>
      {change.isError && <Note tone="block">{refusal(change.error)}</Note>}
      <SaveBar saving={change.isPending} onSave={save} onDiscard={draft.discard} changes={draft.changed.map((key) => ({ name: names[key], from: said(person[key]), to: said(draft.value[key]) }))} />
    </>
  );
}

export function ContactSettings({ client, person }: SettingsProps) {
  const { t } = useVocabulary();
  return (
    <section aria-label={t("console.contact.of", { name: fullName(person) })}>
      <Details client={client} person={person} />
      <Switches client={client} person={person} />
      {person.custody_note && <Banner tone="quiet" icon="family" title={t("console.contact.custody")}>{person.custody_note}</Banner>}
      {!person.in_force && <Banner tone="warn" title={t("console.people.ended")}>{t("console.contact.endedText")}</Banner>}
    </section>
  );
}
