/** Adding a client. Who signs in for a minor, or for an adult with a guardian, is added on the chart afterwards. */
import { useNavigate } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { staffQuery } from "@/api/accounts";
import { useAddClient } from "@/api/clients";
import { isProblem } from "@/api/problem";
import { settingsQuery } from "@/api/settings";
import { Button, Checkbox, Dialog, Note, Select, TextField, toast } from "@/kit";
import { fullName, useVocabulary } from "../speech/vocabulary";

const empty = { given_name: "", family_name: "", birth_date: "", email: "", phone: "" };
type Typed = typeof empty;

function ageOf(birth: string): number | null {
  if (!birth) return null;
  const born = new Date(birth);
  const now = new Date();
  const before = now.getMonth() < born.getMonth() || (now.getMonth() === born.getMonth() && now.getDate() < born.getDate());
  return now.getFullYear() - born.getFullYear() - (before ? 1 : 0);
}

export function AddClientDialog({ onClose }: { onClose: () => void }) {
  const { t, refusal } = useVocabulary();
  const go = useNavigate();
  const add = useAddClient();
  const staff = useQuery(staffQuery).data?.staff.filter((one) => one.role === "CLINICIAN") ?? [];
  const ofAge = useQuery(settingsQuery).data?.age_of_majority ?? 18;
  const [typed, setTyped] = useState<Typed>(empty);
  const [guardian, setGuardian] = useState(false);
  const [clinician, setClinician] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const age = ageOf(typed.birth_date);
  const minor = age !== null && age < ofAge;
  const actsAlone = !minor && !guardian;
  const nameless = typed.given_name.trim() === "" || typed.family_name.trim() === "";
  const text = (key: keyof Typed) => ({
    value: typed[key], onChange: (next: string) => setTyped({ ...typed, [key]: next }),
    error: isProblem(add.error) ? add.error.errors.find((one) => one.field === key)?.detail : undefined,
  });
  const save = () => {
    setTried(true);
    if (nameless) return;
    const given = Object.fromEntries(Object.entries(typed).map(([key, value]) => [key, value.trim() || undefined])) as unknown as Typed;
    const address = actsAlone ? {} : { email: undefined, phone: undefined };
    add.mutate({ ...given, ...address, has_guardian: guardian || undefined, clinician_id: clinician ?? undefined }, {
      onSuccess: (client) => {
        toast(t("console.done.client", { name: fullName(client) }));
        onClose();
        void go({ to: "/clients/$clientId/people", params: { clientId: client.client_id }, search: {} });
      },
    });
  };
  return (
    <Dialog
      isOpen onClose={onClose} title={t("console.clients.add")} unsaved={typed !== empty}
      footer={<>
        <Button onPress={onClose}>{t("console.act.cancel")}</Button>
        <Button kind="primary" busy={add.isPending} onPress={save}>{t("console.clients.add")}</Button>
      </>}
    >
      <div className="c-form">
        <div className="c-pair">
          <TextField label={t("console.person.given")} autoFocus {...text("given_name")} error={tried && typed.given_name.trim() === "" ? t("console.person.nameless") : text("given_name").error} />
          <TextField label={t("console.person.family")} {...text("family_name")} error={tried && typed.family_name.trim() === "" ? t("console.person.familyless") : text("family_name").error} />
        </div>
        <div className="c-pair">
          <TextField label={t("console.profile.birth")} type="date" optional help={t("console.clients.birthHelp", { age: ofAge })} {...text("birth_date")} />
          <Select label={t("console.clients.col.clinician")} options={staff.map((one) => ({ value: one.account_id, label: one.display_name }))} value={clinician} onChange={setClinician} placeholder={t("console.profile.noClinician")} />
        </div>
        {!minor && <Checkbox isSelected={guardian} onChange={setGuardian} label={t("console.profile.guardian")} help={t("console.profile.guardianHelp")} />}
        {actsAlone ? (
          <div className="c-pair">
            <TextField label={t("console.contact.email")} type="email" verbatim optional help={t("console.person.emailHelp")} {...text("email")} />
            <TextField label={t("console.contact.phone")} type="tel" optional {...text("phone")} />
          </div>
        ) : <Note>{t("console.clients.othersSignIn")}</Note>}
        {add.isError && <Note tone="block">{refusal(add.error)}</Note>}
      </div>
    </Dialog>
  );
}
