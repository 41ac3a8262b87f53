/** Somebody's place on the team: another role, leaving, coming back. What isn't yours to change says who may. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useChangeStaff } from "@/api/accounts";
import { meQuery } from "@/api/signing-in";
import type { Account, Role } from "@/api/types";
import { Button, Note, Select, toast } from "@/kit";
import { ranksAbove, roles, useMay, useWhoMay } from "../frame/may";
import { useVocabulary } from "../speech/vocabulary";
import { LeaveDialog } from "./LeaveDialog";
import { accountName } from "./UserList";

function useNotYours(account: Account): string | null {
  const { t, named } = useVocabulary();
  const me = useQuery(meQuery).data;
  const may = useMay();
  const whoMay = useWhoMay();
  if (me?.account_id === account.account_id) return t("console.users.ownRole");
  if (ranksAbove(account.role, me?.role)) return t("console.users.higherRole", { role: named("role", account.role ?? "") });
  return may("staff") ? null : whoMay("staff");
}

function Change({ account }: { account: Account }) {
  const { t, named, refusal } = useVocabulary();
  const mine = useQuery(meQuery).data?.role;
  const change = useChangeStaff(account.account_id);
  const [leaving, setLeaving] = useState(false);
  const gone = account.state === "DISABLED";
  const back = () => change.mutate({ state: "ACTIVE" }, { onSuccess: () => toast(t("console.done.back", { name: accountName(account) })) });
  return (
    <>
      <Select<Role>
        label={t("console.users.role")} value={account.role} onChange={(role) => role !== account.role && change.mutate({ role }, { onSuccess: () => toast(t("console.act.saved")) })}
        options={roles.filter((role) => !ranksAbove(role, mine)).map((value) => ({ value, label: named("role", value) }))} help={t("console.users.roleHelp")}
      />
      <div>
        {gone
          ? <Button size="small" busy={change.isPending} onPress={back}>{t("console.users.enable")}</Button>
          : <Button size="small" kind="danger" onPress={() => setLeaving(true)}>{t("console.users.disable")}</Button>}
      </div>
      {change.isError && <Note tone="block">{refusal(change.error)}</Note>}
      {leaving && <LeaveDialog account={account} onClose={() => setLeaving(false)} />}
    </>
  );
}

export function StaffRole({ account }: { account: Account }) {
  const { t } = useVocabulary();
  const notYours = useNotYours(account);
  return (
    <section className="c-form c-gap" aria-labelledby="on-the-team">
      <h3 className="c-sub" id="on-the-team">{t("console.users.onTeam")}</h3>
      {notYours ? <Note icon="lock">{notYours}</Note> : <Change account={account} />}
    </section>
  );
}
