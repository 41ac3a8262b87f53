/** Locking a login: says what it ends, asks why. */
import { useState } from "react";
import { useLockAccount } from "@/api/accounts";
import type { Account } from "@/api/types";
import { Button, Dialog, Note, TextField, toast } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";
import { accountName } from "./UserList";

export function LockDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t, refusal } = useVocabulary();
  const lock = useLockAccount(account.account_id);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const name = accountName(account);
  const go = () => {
    setTried(true);
    if (reason.trim()) lock.mutate(reason.trim(), { onSuccess: () => { toast(t("console.done.locked", { name })); onClose(); } });
  };
  return (
    <Dialog size="small" isOpen onClose={onClose} title={t("console.account.lockTitle", { name })} unsaved={reason !== ""} footer={<>
      <Button onPress={onClose}>{t("console.act.cancel")}</Button>
      <Button kind="danger" icon="lock" busy={lock.isPending} onPress={go}>{t("console.account.lock")}</Button>
    </>}>
      <div className="c-form">
        <p>{t("console.account.lockText", { count: account.login_sessions?.length ?? 0 })}</p>
        <TextField label={t("console.account.reason")} autoFocus value={reason} onChange={setReason} error={tried && !reason.trim() ? t("console.account.reasonMissing") : undefined} help={t("console.account.reasonHelp")} />
        {lock.isError && <Note tone="block">{refusal(lock.error)}</Note>}
      </div>
    </Dialog>
  );
}
