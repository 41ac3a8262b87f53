/** How a person stands to the client: which relationship, whether primary, until when, and the custody note. */
import { useChangeRelationship } from "@/api/contacts";
import type { ChartContact, Client } from "@/api/types";
import { capital } from "@/app/when";
import { Button, Checkbox, Dialog, Note, Select, Skeleton, TextField, toast } from "@/kit";
import { useDraft } from "../../../frame/draft";
import { fullName, useVocabulary } from "../../../speech/vocabulary";
import { useChartPerson } from "./chart-person";
import type { Whose } from "./chart-person";

export const relationships = ["MOTHER", "FATHER", "PARENT", "STEP_PARENT", "GRANDPARENT", "GUARDIAN", "PARTNER", "OTHER"] as const;
export type RelationshipCode = (typeof relationships)[number] | "SELF";

export function useRelationshipOptions() {
  const { named } = useVocabulary();
  return relationships.map((value) => ({ value: value as RelationshipCode, label: capital(named("rel", value)) }));
}

function Form({ client, person, onClose }: { client: Client; person: ChartContact; onClose: () => void }) {
  const { t, refusal } = useVocabulary();
  const options = useRelationshipOptions();
  const change = useChangeRelationship(client.client_id, person.contact_id);
  const draft = useDraft({ relationship: person.relationship, is_primary: person.is_primary, end_date: person.end_date ?? "", custody_note: person.custody_note ?? "", custody_forbids_consent: person.custody_forbids_consent });
  const save = () => {
    if (draft.changed.length === 0) return onClose();
    const { end_date, custody_note, ...rest } = draft.edits;
    const dated = { ...(end_date !== undefined && { end_date: end_date || null }), ...(custody_note !== undefined && { custody_note: custody_note.trim() || null }) };
    change.mutate({ ...rest, ...dated }, { onSuccess: () => { toast(t("console.act.saved")); onClose(); } });
  };
  return (
    <Dialog
      size="small" isOpen onClose={onClose} title={t("console.relationship.title")} meta={t("console.consent.for", { person: fullName(person), client: client.given_name })} unsaved={draft.changed.length > 0}
      footer={<>
        <Button onPress={onClose}>{t("console.act.cancel")}</Button>
        <Button kind="primary" busy={change.isPending} onPress={save}>{t("console.act.save")}</Button>
      </>}
    >
      <div className="c-form">
        <Select<RelationshipCode> label={t("console.contact.relationship")} options={options} value={draft.value.relationship as RelationshipCode} onChange={(next) => draft.set("relationship", next)} />
        <Checkbox isSelected={draft.value.is_primary} onChange={(on) => draft.set("is_primary", on)} label={t("console.relationship.primary")} help={t("console.relationship.primaryHelp")} />
        <TextField label={t("console.relationship.end")} type="date" optional help={t("console.relationship.endHelp")} value={draft.value.end_date} onChange={(next) => draft.set("end_date", next)} />
        <TextField label={t("console.contact.custody")} optional long help={t("console.relationship.noteHelp")} value={draft.value.custody_note} onChange={(next) => draft.set("custody_note", next)} />
        <Checkbox isSelected={draft.value.custody_forbids_consent} onChange={(on) => draft.set("custody_forbids_consent", on)} label={t("console.relationship.forbids")} help={t("console.relationship.forbidsHelp")} />
        {change.isError && <Note tone="block">{refusal(change.error)}</Note>}
      </div>
    </Dialog>
  );
}

export function RelationshipDialog(whose: Whose) {
  const { t } = useVocabulary();
  const { client, person } = useChartPerson(whose);
  if (!client || !person) return <Dialog size="small" isOpen onClose={whose.onClose} title={t("console.relationship.title")}><Skeleton lines={5} /></Dialog>;
  return <Form client={client} person={person} onClose={whose.onClose} />;
}
