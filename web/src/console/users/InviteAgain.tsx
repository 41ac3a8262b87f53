/** Somebody on the team who hasn't come yet: what they asked on the page of a link that ran out, and a newer one. */
import { useInviteAgain } from "@/api/accounts";
import type { Account, Staff } from "@/api/types";
import { dayAndClock } from "@/app/when";
import { Button, Note, toast } from "@/kit";
import { useMay } from "../frame/may";
import { useVocabulary } from "../speech/vocabulary";
import { accountName } from "./UserList";

type Invited = Pick<Account | Staff, "account_id" | "display_name" | "email">;

export function InviteAgainButton({ to, kind, wide }: { to: Invited; kind: "fix" | "secondary"; wide?: boolean }) {
  const { t, refusal } = useVocabulary();
  const invite = useInviteAgain(to.account_id);
  const name = accountName(to);
  const send = () => invite.mutate(undefined, { onSuccess: () => toast(t("console.done.invitedAgain", { name })), onError: (error) => void toast(refusal(error)) });
  return <Button kind={kind} size="small" icon="mail" wide={wide} busy={invite.isPending} aria-label={t("console.users.inviteAgainOf", { name })} onPress={send}>{t("console.users.inviteAgain")}</Button>;
}

export function InviteAgain({ account }: { account: Account }) {
  const { t } = useVocabulary();
  const may = useMay()("staff");
  const asked = account.asked_help;
  if (!account.role || account.state !== "PENDING") return null;
  return (
    <div className="c-form c-gap">
      {asked && <Note tone="warn" icon="clock">{t("console.users.asked", { when: dayAndClock(asked.ask_time) })}</Note>}
      {asked?.said && <blockquote className="c-said">{asked.said}</blockquote>}
      {may && <div><InviteAgainButton to={account} kind={asked ? "fix" : "secondary"} /></div>}
    </div>
  );
}
