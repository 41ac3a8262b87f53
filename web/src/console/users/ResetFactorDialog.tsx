/** Taking away somebody's second step: for a lost phone. Says what it ends, asks why. */
import { useState } from "react";
import { useResetSecondFactor } from "@/api/accounts";
import type { Account } from "@/api/types";
import { Banner, Button, Dialog, Note, TextField, toast } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";
import { accountName } from "./UserList";

export function ResetFactorDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t, refusal } = useVocabulary();
  const reset = useResetSecondFactor(account.account_id);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const name = accountName(account);
  const go = () => {
    setTried(true);
    if (reason.trim()) reset.mutate(reason.trim(), { onSuccess: () => { toast(t("console.done.factorReset", { name })); onClose(); } });
  };
  return (
    <Dialog size="small" isOpen onClose={onClose} title={t("console.factor.resetTitle", { name })} unsaved={reason !== ""} footer={<>
      <Button onPress={onClose}>{t("console.act.cancel")}</Button>
      <Button kind="danger" busy={reset.isPending} onPress={go}>{t("console.factor.reset")}</Button>
    </>}>
      <div className="c-form">
        <p>{t("console.factor.resetText", { count: account.login_sessions?.length ?? 0 })}</p>
        <Banner tone="warn" icon="info">{t("console.factor.resetSure")}</Banner>
        <TextField label={t("console.account.reason")} autoFocus value={reason} onChange={setReason} error={tried && !reason.trim() ? t("console.account.reasonMissing") : undefined} help={t("console.account.reasonHelp")} />
        {reset.isError && <Note tone="block">{refusal(reset.error)}</Note>}
      </div>
    </Dialog>
  );
}
