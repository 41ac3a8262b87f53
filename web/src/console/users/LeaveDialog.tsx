/** Somebody leaves the team: says what ends, what stays, and which video sessions still count on them. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLeaveStaff } from "@/api/accounts";
import { sessionsQuery } from "@/api/sessions";
import type { Account } from "@/api/types";
import { Banner, Button, ButtonLink, Dialog, Note, toast } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";
import { accountName } from "./UserList";

/** How many video sessions from now on are with this clinician. */
function useBooked(accountId: string): number {
  const [from] = useState(() => new Date().toISOString());
  const list = useQuery(sessionsQuery({ from_time: from, page_size: 200 })).data?.sessions ?? [];
  return list.filter((one) => one.clinician_id === accountId && one.state !== "CANCELLED").length;
}

export function LeaveDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t, refusal } = useVocabulary();
  const leave = useLeaveStaff(account.account_id);
  const booked = useBooked(account.account_id);
  const name = accountName(account);
  const go = () => leave.mutate(undefined, { onSuccess: () => { toast(t("console.done.left", { name })); onClose(); } });
  return (
    <Dialog size="small" isOpen onClose={onClose} title={t("console.leave.title", { name })} footer={<>
      <Button onPress={onClose}>{t("console.act.cancel")}</Button>
      <Button kind="danger" busy={leave.isPending} onPress={go}>{t("console.leave.act")}</Button>
    </>}>
      <div className="c-form">
        <p>{t("console.leave.text", { count: account.login_sessions?.length ?? 0 })}</p>
        {account.contact_ids.length > 0 && <Note tone="ok">{t("console.leave.stays", { name })}</Note>}
        {booked > 0 && <Banner tone="warn" icon="video" title={t("console.leave.booked", { count: booked })}>{t("console.leave.bookedText")}</Banner>}
        {booked > 0 && <div><ButtonLink size="small" to="/sessions">{t("console.leave.sessions")}</ButtonLink></div>}
        {leave.isError && <Note tone="block">{refusal(leave.error)}</Note>}
      </div>
    </Dialog>
  );
}
