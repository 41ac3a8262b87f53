/** The Profile tab: who the client is, and for an adult the Clinic Settings: the two switches on their own relationship. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { clientQuery, useChangeClient } from "@/api/clients";
import { contactsQuery, useChangeRelationship } from "@/api/contacts";
import type { ChartContact, Client, ClientChange } from "@/api/types";
import { staffQuery } from "@/api/accounts";
import { date } from "@/app/when";
import { Button, Checkbox, Note, SaveBar, Select, Skeleton, Switch, TextButton, TextField, toast } from "@/kit";
import type { UnsavedChange } from "@/kit";
import { useAct } from "../../../acts/acts";
import { useDraft } from "../../../frame/draft";
import type { Draft } from "../../../frame/draft";
import { useMay } from "../../../frame/may";
import { Section, SwitchList } from "../../../frame/Section";
import { useVocabulary } from "../../../speech/vocabulary";
import { ToldApart } from "../merge/ToldApart";
import { ConsentRow } from "../people/ConsentRow";

const NOBODY = "none";
const facts = (client: Client) => ({
  given_name: client.given_name, family_name: client.family_name, birth_date: client.birth_date ?? "", clinician_id: client.clinician_id ?? NOBODY,
  has_guardian: client.has_guardian, status: client.status === "ARCHIVED" ? ("ARCHIVED" as const) : ("ACTIVE" as const),
});
type Facts = ReturnType<typeof facts>;
const switches = (self: ChartContact) => ({ online_access: self.online_access, email_notifications: self.email_notifications });
type Switches = ReturnType<typeof switches>;

function useClinicians() {
  const { t } = useVocabulary();
  const staff = useQuery(staffQuery).data?.staff ?? [];
  return [{ value: NOBODY, label: t("console.profile.noClinician") }, ...staff.filter((one) => one.role === "CLINICIAN" || one.role === "OWNER").map((one) => ({ value: one.account_id, label: one.display_name }))];
}

/** The changes in words, for the save bar. */
function useChanges(client: Draft<Facts>, access: Draft<Switches>, savedClient: Facts, savedAccess: Switches): UnsavedChange[] {
  const { t } = useVocabulary();
  const clinicians = useClinicians();
  const labels: Record<keyof Facts, string> = {
    given_name: t("console.person.given"), family_name: t("console.person.family"), birth_date: t("console.profile.birth"),
    clinician_id: t("console.clients.col.clinician"), has_guardian: t("console.state.guardian"), status: t("console.profile.status"),
  };
  const said = (value: unknown): string => {
    if (typeof value === "boolean") return t(value ? "console.on" : "console.off");
    if (value === "") return t("console.nothing");
    return clinicians.find((one) => one.value === value)?.label ?? String(value);
  };
  const switchName = { online_access: t("console.access.enable"), email_notifications: t("console.mailSwitch.enable") };
  return [
    ...client.changed.map((key) => ({ name: labels[key], from: said(savedClient[key]), to: said(client.value[key]) })),
    ...access.changed.map((key) => ({ name: switchName[key], from: said(savedAccess[key]), to: said(access.value[key]) })),
  ];
}

function changeOf(edits: Partial<Facts>): ClientChange {
  const { birth_date, clinician_id, ...rest } = edits;
  return { ...rest, ...(birth_date !== undefined && { birth_date: birth_date || null }), ...(clinician_id !== undefined && { clinician_id: clinician_id === NOBODY ? null : clinician_id }) };
}

function Who({ draft }: { draft: Draft<Facts> }) {
  const { t } = useVocabulary();
  const clinicians = useClinicians();
  return (
    <Section title={t("console.profile.who")} text={t("console.profile.whoText")}>
      <div className="c-pair">
        <TextField label={t("console.person.given")} value={draft.value.given_name} onChange={(next) => draft.set("given_name", next)} />
        <TextField label={t("console.person.family")} value={draft.value.family_name} onChange={(next) => draft.set("family_name", next)} />
      </div>
      <div className="c-pair">
        <TextField label={t("console.profile.birth")} type="date" value={draft.value.birth_date} onChange={(next) => draft.set("birth_date", next)} />
        <Select label={t("console.clients.col.clinician")} options={clinicians} value={draft.value.clinician_id} onChange={(next) => draft.set("clinician_id", next)} />
      </div>
      <Checkbox isSelected={draft.value.has_guardian} onChange={(on) => draft.set("has_guardian", on)} label={t("console.profile.guardian")} help={t("console.profile.guardianHelp")} />
    </Section>
  );
}

function ClinicSettings({ client, self, draft }: { client: Client; self: ChartContact; draft: Draft<Switches> }) {
  const { t } = useVocabulary();
  const act = useAct();
  return (
    <Section title={t("console.profile.clinicSettings")} text={t("console.profile.clinicSettingsText")}>
      <SwitchList>
        <Switch label={t("console.access.enable")} isOn={draft.value.online_access} onChange={(on) => draft.set("online_access", on)} help={t("console.access.selfHelp")} />
        <Switch label={t("console.mailSwitch.enable")} isOn={draft.value.email_notifications} onChange={(on) => draft.set("email_notifications", on)} help={t("console.mailSwitch.help")} />
        <ConsentRow client={client} person={self} />
      </SwitchList>
      <p className="k-help">
        {self.email ?? t("console.contact.noEmail")} <TextButton onPress={() => act({ kind: "details", clientId: client.client_id, contactId: self.contact_id })}>{t("console.profile.contact")}</TextButton>
      </p>
    </Section>
  );
}

function Profile({ client, self }: { client: Client; self?: ChartContact }) {
  const { t, refusal } = useVocabulary();
  const act = useAct();
  const may = useMay();
  const savedAccess = self ? switches(self) : { online_access: false, email_notifications: false };
  const draft = useDraft(facts(client));
  const access = useDraft(savedAccess);
  const changeClient = useChangeClient(client.client_id);
  const changeAccess = useChangeRelationship(client.client_id, self?.contact_id ?? "");
  const changes = useChanges(draft, access, facts(client), savedAccess);
  const archived = draft.value.status === "ARCHIVED";
  const save = async () => {
    if (draft.changed.length) await changeClient.mutateAsync(changeOf(draft.edits));
    if (access.changed.length) await changeAccess.mutateAsync(access.edits);
    draft.discard();
    access.discard();
    toast(t("console.act.saved"));
  };
  const error = changeClient.error ?? changeAccess.error;
  return (
    <div className="c-pad">
      <Who draft={draft} />
      {self && <ClinicSettings client={client} self={self} draft={access} />}
      <Section title={t("console.profile.status")} text={t("console.profile.statusText", { when: date(client.created_time) })}>
        <div><Button onPress={() => draft.set("status", archived ? "ACTIVE" : "ARCHIVED")}>{t(archived ? "console.profile.reactivate" : "console.profile.archive")}</Button></div>
      </Section>
      {may("clients:merge") && (
        <Section title={t("console.merge.section")} text={t("console.merge.sectionText")}>
          <div><Button icon="people" onPress={() => act({ kind: "merge", clientId: client.client_id })}>{t("console.merge.title")}</Button></div>
          <ToldApart client={client} />
        </Section>
      )}
      {error && <Note tone="block">{refusal(error)}</Note>}
      <SaveBar changes={changes} saving={changeClient.isPending || changeAccess.isPending} onSave={() => void save().catch(() => {})} onDiscard={() => { draft.discard(); access.discard(); }} />
    </div>
  );
}

export function ProfileTab() {
  const { clientId } = useParams({ from: "/console/clients/$clientId/profile" });
  const client = useQuery(clientQuery(clientId)).data;
  const people = useQuery(contactsQuery(clientId)).data?.contacts;
  if (!client || !people) return <div className="c-pad"><Skeleton lines={8} /></div>;
  return <Profile key={clientId} client={client} self={people.find((one) => one.relationship === "SELF")} />;
}
