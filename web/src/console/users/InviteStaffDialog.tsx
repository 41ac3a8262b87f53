/** Inviting somebody to work here: a name, an address, a role. They get a link to choose a password. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAddStaff } from "@/api/accounts";
import { isProblem } from "@/api/problem";
import { meQuery } from "@/api/signing-in";
import type { Role } from "@/api/types";
import { Button, Choices, Dialog, Note, TextField, toast } from "@/kit";
import { ranksAbove, roles } from "../frame/may";
import { useVocabulary } from "../speech/vocabulary";

export function InviteStaffDialog({ onClose }: { onClose: () => void }) {
  const { t, named, refusal } = useVocabulary();
  const add = useAddStaff();
  const mine = useQuery(meQuery).data?.role;
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("FRONT_DESK");
  const [tried, setTried] = useState(false);
  const badEmail = !/^\S+@\S+\.\S+$/.test(email.trim());
  const fieldError = (field: string) => (isProblem(add.error) ? add.error.errors.find((one) => one.field === field)?.detail : undefined);
  const save = () => {
    setTried(true);
    if (badEmail || !name.trim()) return;
    add.mutate({ email: email.trim(), display_name: name.trim(), role }, { onSuccess: (made) => { toast(t("console.done.invited", { name: made.display_name, email: made.email })); onClose(); } });
  };
  return (
    <Dialog size="small" isOpen onClose={onClose} title={t("console.users.invite")} unsaved={Boolean(name || email)} footer={<>
      <Button onPress={onClose}>{t("console.act.cancel")}</Button>
      <Button kind="primary" icon="mail" busy={add.isPending} onPress={save}>{t("console.users.sendInvitation")}</Button>
    </>}>
      <div className="c-form">
        <TextField label={t("console.users.name")} autoFocus value={name} onChange={setName} error={tried && !name.trim() ? t("console.person.nameless") : fieldError("display_name")} />
        <TextField label={t("console.contact.email")} type="email" verbatim value={email} onChange={setEmail} error={tried && badEmail ? t("console.person.badEmail") : fieldError("email")} />
        <Choices<Role> label={t("console.users.role")} value={role} onChange={setRole} choices={[...roles].reverse().filter((value) => !ranksAbove(value, mine)).map((value) => ({ value, label: named("role", value), help: named("roleText", value) }))} />
        {add.isError && <Note tone="block">{refusal(add.error)}</Note>}
      </div>
    </Dialog>
  );
}
