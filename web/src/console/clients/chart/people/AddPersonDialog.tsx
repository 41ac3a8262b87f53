/** Adding a person beside a client: somebody new, or one the practice already knows. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { clientQuery } from "@/api/clients";
import { useAddContact } from "@/api/contacts";
import { isProblem } from "@/api/problem";
import type { ChartContactAdd } from "@/api/types";
import { Button, Checkbox, Dialog, Note, Select, Tabs, TextField, toast } from "@/kit";
import { fullName, useVocabulary } from "../../../speech/vocabulary";
import { KnownPeople } from "./KnownPeople";
import type { KnownPerson } from "./KnownPeople";
import { useRelationshipOptions } from "./RelationshipDialog";
import type { RelationshipCode } from "./RelationshipDialog";

interface NewPerson { given_name: string; family_name: string; email: string; phone: string }
const nobody: NewPerson = { given_name: "", family_name: "", email: "", phone: "" };

function NewFields({ value, onChange, error, tried }: { value: NewPerson; onChange: (next: NewPerson) => void; error: unknown; tried: boolean }) {
  const { t } = useVocabulary();
  const text = (key: keyof NewPerson) => ({
    value: value[key], onChange: (next: string) => onChange({ ...value, [key]: next }),
    error: isProblem(error) ? error.errors.find((one) => one.field === key)?.detail : undefined,
  });
  const nameless = tried && value.given_name.trim() === "";
  const familyless = tried && value.family_name.trim() === "";
  return (
    <div className="c-form">
      <div className="c-pair">
        <TextField label={t("console.person.given")} {...text("given_name")} error={nameless ? t("console.person.nameless") : text("given_name").error} />
        <TextField label={t("console.person.family")} {...text("family_name")} error={familyless ? t("console.person.familyless") : text("family_name").error} />
      </div>
      <TextField label={t("console.contact.email")} type="email" verbatim optional help={t("console.person.emailHelp")} {...text("email")} />
      <TextField label={t("console.contact.phone")} type="tel" optional {...text("phone")} />
    </div>
  );
}

export function AddPersonDialog({ clientId, onClose }: { clientId: string; onClose: () => void }) {
  const { t, refusal } = useVocabulary();
  const client = useQuery(clientQuery(clientId)).data;
  const options = useRelationshipOptions();
  const add = useAddContact(clientId);
  const [who, setWho] = useState<"new" | "known">("new");
  const [fresh, setFresh] = useState(nobody);
  const [known, setKnown] = useState<KnownPerson | null>(null);
  const [relationship, setRelationship] = useState<RelationshipCode | null>(null);
  const [primary, setPrimary] = useState(false);
  const [tried, setTried] = useState(false);
  const ready = relationship && (who === "new" ? fresh.given_name.trim() && fresh.family_name.trim() : known);
  const save = () => {
    setTried(true);
    if (!ready || !relationship) return;
    const person: Partial<ChartContactAdd> = who === "known" && known
      ? { contact_id: known.contact_id }
      : { given_name: fresh.given_name.trim(), family_name: fresh.family_name.trim(), email: fresh.email.trim() || undefined, phone: fresh.phone.trim() || undefined };
    add.mutate({ ...person, relationship, is_primary: primary }, { onSuccess: (added) => { toast(t("console.done.person", { name: fullName(added) })); onClose(); } });
  };
  return (
    <Dialog
      isOpen onClose={onClose} title={t("console.people.add")} meta={client && t("console.people.addFor", { name: fullName(client) })} unsaved={fresh !== nobody || known !== null}
      footer={<>
        <Button onPress={onClose}>{t("console.act.cancel")}</Button>
        <Button kind="primary" busy={add.isPending} onPress={save}>{t("console.people.add")}</Button>
      </>}
    >
      <div className="c-form">
        <Tabs label={t("console.people.who")} value={who} onChange={(key) => setWho(key === "known" ? "known" : "new")} items={[
          { key: "new", label: t("console.people.new"), content: <div className="c-tab-body"><NewFields value={fresh} onChange={setFresh} error={add.error} tried={tried} /></div> },
          { key: "known", label: t("console.people.known"), content: <div className="c-tab-body"><KnownPeople chosen={known} onChoose={setKnown} missing={tried && !known} /></div> },
        ]} />
        <Select<RelationshipCode> label={t("console.people.relationshipTo", { name: client?.given_name ?? "" })} options={options} value={relationship} onChange={setRelationship} placeholder={t("console.people.choose")} error={tried && !relationship ? t("console.people.chooseOne") : undefined} />
        <Checkbox isSelected={primary} onChange={setPrimary} label={t("console.relationship.primary")} help={t("console.relationship.primaryAdd")} />
        {add.isError && <Note tone="block">{refusal(add.error)}</Note>}
      </div>
    </Dialog>
  );
}
