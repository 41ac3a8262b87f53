/** Taking consent back: says what stops, asks why in a line. */
import { useState } from "react";
import { useWithdrawConsent } from "@/api/contacts";
import { Banner, Button, Dialog, Note, TextField, toast } from "@/kit";
import { fullName, useVocabulary } from "../../../speech/vocabulary";
import { useChartPerson } from "./chart-person";
import type { Whose } from "./chart-person";

export function WithdrawDialog(whose: Whose) {
  const { t, refusal } = useVocabulary();
  const { client, person } = useChartPerson(whose);
  const [reason, setReason] = useState("");
  const withdraw = useWithdrawConsent(whose.clientId, whose.contactId);
  const names = { person: person ? fullName(person) : "", client: client?.given_name ?? "" };
  const take = () => withdraw.mutate(reason.trim() || undefined, { onSuccess: () => { toast(t("console.done.withdrawn", names)); whose.onClose(); } });
  return (
    <Dialog
      size="small" isOpen onClose={whose.onClose} title={t("console.consent.withdraw")} meta={t("console.consent.for", names)} unsaved={reason !== ""}
      footer={<>
        <Button onPress={whose.onClose}>{t("console.act.cancel")}</Button>
        <Button kind="danger" busy={withdraw.isPending} onPress={take}>{t("console.consent.withdraw")}</Button>
      </>}
    >
      <div className="c-form">
        <Banner tone="warn">{t("console.consent.withdrawStops", names)}</Banner>
        <TextField label={t("console.consent.withdrawReason")} optional value={reason} onChange={setReason} />
        {withdraw.isError && <Note tone="block">{refusal(withdraw.error)}</Note>}
      </div>
    </Dialog>
  );
}
