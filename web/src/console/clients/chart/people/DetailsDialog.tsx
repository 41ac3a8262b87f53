/** A person's name, address and phone. Correcting the address of somebody who hasn't signed in yet stops the links sent to the old one. */
import { useState } from "react";
import { useChangeContact } from "@/api/contacts";
import type { ChartContact, ContactChange } from "@/api/types";
import { isProblem } from "@/api/problem";
import { Button, Dialog, Note, Select, Skeleton, TextField, toast } from "@/kit";
import { useDraft } from "../../../frame/draft";
import { fullName, useVocabulary } from "../../../speech/vocabulary";
import { useChartPerson } from "./chart-person";
import type { Whose } from "./chart-person";

const fieldError = (error: unknown, field: string) => (isProblem(error) ? error.errors.find((one) => one.field === field)?.detail : undefined);

const mailLanguages = ["", "en", "fr"] as const;
const languageWords = { "": "console.contact.practiceLanguage", en: "console.templates.en", fr: "console.templates.fr" } as const;

/** A field left empty means: none known. */
function changeOf(edits: Partial<Record<keyof ContactChange, string>>): ContactChange {
  const { email, phone, language, ...names } = edits;
  return { ...names, ...(language !== undefined && { language: (language || null) as ContactChange["language"] }), ...(email !== undefined && { email: email.trim() || null }), ...(phone !== undefined && { phone: phone.trim() || null }) };
}

function Form({ person, onClose }: { person: ChartContact; onClose: () => void }) {
  const { t, refusal } = useVocabulary();
  const change = useChangeContact(person.contact_id);
  const draft = useDraft({ given_name: person.given_name, family_name: person.family_name, email: person.email ?? "", phone: person.phone ?? "", language: person.language ?? "" });
  const [tried, setTried] = useState(false);
  const pending = person.account?.state === "PENDING";
  const badEmail = draft.value.email !== "" && !/^\S+@\S+\.\S+$/.test(draft.value.email.trim());
  const nameless = draft.value.given_name.trim() === "" && draft.value.family_name.trim() === "";
  const save = () => {
    setTried(true);
    if (badEmail || nameless) return;
    if (draft.changed.length === 0) return onClose();
    change.mutate(changeOf(draft.edits), { onSuccess: () => { toast(t("console.done.details", { name: fullName(draft.value) })); onClose(); } });
  };
  const text = (key: "given_name" | "family_name" | "email" | "phone") => ({ value: draft.value[key], onChange: (next: string) => draft.set(key, next) });
  return (
    <Dialog
      size="small" isOpen onClose={onClose} title={t("console.contact.edit", { name: person.given_name })} unsaved={draft.changed.length > 0}
      footer={<>
        <Button onPress={onClose}>{t("console.act.cancel")}</Button>
        <Button kind="primary" busy={change.isPending} onPress={save}>{t("console.act.save")}</Button>
      </>}
    >
      <div className="c-form">
        <div className="c-pair">
          <TextField label={t("console.person.given")} {...text("given_name")} error={tried && nameless ? t("console.person.nameless") : fieldError(change.error, "given_name")} />
          <TextField label={t("console.person.family")} {...text("family_name")} error={fieldError(change.error, "family_name")} />
        </div>
        <TextField
          label={t("console.contact.email")} {...text("email")} type="email" verbatim autoFocus={!person.email || person.portal_state === "BOUNCED"}
          help={pending ? t("console.contact.emailPending") : person.account ? t("console.contact.emailActive") : undefined}
          error={tried && badEmail ? t("console.person.badEmail") : fieldError(change.error, "email")}
        />
        <TextField label={t("console.contact.phone")} {...text("phone")} type="tel" error={fieldError(change.error, "phone")} />
        <Select label={t("console.contact.language")} value={draft.value.language} onChange={(next) => draft.set("language", next)} options={mailLanguages.map((value) => ({ value, label: t(languageWords[value]) }))} />
        {change.isError && <Note tone="block">{refusal(change.error)}</Note>}
      </div>
    </Dialog>
  );
}

export function DetailsDialog(whose: Whose) {
  const { t } = useVocabulary();
  const { person } = useChartPerson(whose);
  if (!person) return <Dialog size="small" isOpen onClose={whose.onClose} title={t("console.contact.title")}><Skeleton lines={5} /></Dialog>;
  return <Form person={person} onClose={whose.onClose} />;
}
