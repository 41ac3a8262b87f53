/** The Account of one login: its state, where it is signed in, lock and reset; beside it, the temporary password. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { accountQuery, useEndLoginSessions } from "@/api/accounts";
import { meQuery } from "@/api/signing-in";
import type { Account } from "@/api/types";
import { capital, date, dayAndClock, inLine } from "@/app/when";
import { Avatar, Button, ButtonLink, Chip, ErrorState, Skeleton, TabLinks, toast } from "@/kit";
import { useAct } from "../acts/acts";
import { useResetNow, useUnlockNow } from "../acts/fixes";
import { outranks, ranksAbove, useMay } from "../frame/may";
import { useVocabulary } from "../speech/vocabulary";
import { InviteAgain } from "./InviteAgain";
import { LockDialog } from "./LockDialog";
import { ResetFactorDialog } from "./ResetFactorDialog";
import { StaffRole } from "./StaffRole";
import { SetPassword } from "./SetPassword";
import { accountLook, accountName } from "./UserList";

function useLink({ live_link }: Account): string {
  const { t, named } = useVocabulary();
  return live_link ? t("console.account.linkLive", { purpose: named("mailKind", live_link.purpose), when: inLine(live_link.expire_time) }) : t("console.account.linkNone");
}

function State({ account }: { account: Account }) {
  const { t, named } = useVocabulary();
  const look = accountLook(account.state);
  const link = useLink(account);
  const until = account.temporary_password_expire_time;
  return (
    <dl className="c-rows">
      <div><dt>{t("console.account.login")}</dt><dd><Chip tone={look.tone} icon={look.icon}>{named("account", account.state)}</Chip></dd></div>
      <div><dt>{t("console.account.lastSignIn")}</dt><dd>{account.last_sign_in_time ? dayAndClock(account.last_sign_in_time) : capital(t("console.account.never"))}</dd></div>
      <div><dt>{t("console.account.password")}</dt><dd>{account.password === "TEMPORARY" && until ? capital(t("console.account.temporary", { when: inLine(until) })) : capital(named("temp", account.password))}</dd></div>
      <div><dt>{t("console.factor.title")}</dt><dd>{account.second_factors.length > 0 ? account.second_factors.map((kind) => named("factor", kind)).join(", ") : t("console.factor.none")}</dd></div>
      <div><dt>{t("console.account.link")}</dt><dd>{link}</dd></div>
    </dl>
  );
}

function SignedInNow({ account, mayEnd }: { account: Account; mayEnd: boolean }) {
  const { t } = useVocabulary();
  const end = useEndLoginSessions(account.account_id);
  const open = account.login_sessions ?? [];
  return (
    <>
      <div className="c-row c-gap">
        <h3 className="c-sub">{t("console.account.now")}</h3>
        {open.length > 0 && mayEnd && <Button size="small" busy={end.isPending} onPress={() => end.mutate(undefined, { onSuccess: () => toast(t("console.done.ended", { name: accountName(account) })) })}>{t("console.account.endAll")}</Button>}
      </div>
      {open.length === 0 ? <p className="c-meta">{t("console.account.nowhere")}</p> : (
        <dl className="c-rows">
          {open.map((one) => (
            <div key={one.login_session_id}><dt>{one.browser}<span className="c-meta">{t("console.account.since", { start: date(one.start_time), seen: inLine(one.last_seen_time) })}</span></dt></div>
          ))}
        </dl>
      )}
    </>
  );
}

function Acts({ account }: { account: Account }) {
  const { t } = useVocabulary();
  const unlock = useUnlockNow();
  const reset = useResetNow();
  const [locking, setLocking] = useState(false);
  const [resetting, setResetting] = useState(false);
  const act = useAct();
  const me = useQuery(meQuery).data;
  const own = me?.account_id === account.account_id;
  const readable = !own && (account.state === "PENDING" || account.state === "ACTIVE");
  return (
    <div className="c-acts c-gap">
      {account.state === "LOCKED"
        ? <Button kind="fix" size="small" icon="lock" onPress={() => void unlock(account.account_id, accountName(account))}>{t("console.account.unlock")}</Button>
        : account.state === "ACTIVE" && <Button kind="danger" size="small" icon="lock" onPress={() => setLocking(true)}>{t("console.account.lock")}</Button>}
      {readable && <Button size="small" icon="key" onPress={() => act({ kind: "code", accountId: account.account_id, name: accountName(account) })}>{t("console.code.act")}</Button>}
      {account.state === "ACTIVE" && <Button size="small" icon="mail" onPress={() => void reset(account.email)}>{t("console.account.reset")}</Button>}
      {!own && account.second_factors.length > 0 && outranks(me?.role, account.role) && <Button size="small" icon="mobile" onPress={() => setResetting(true)}>{t("console.factor.reset")}</Button>}
      {resetting && <ResetFactorDialog account={account} onClose={() => setResetting(false)} />}
      {locking && <LockDialog account={account} onClose={() => setLocking(false)} />}
    </div>
  );
}

export function AccountPane({ accountId }: { accountId: string }) {
  const { t, named } = useVocabulary();
  const may = useMay();
  const mine = useQuery(meQuery).data?.role;
  const query = useQuery({ ...accountQuery(accountId), refetchInterval: 5_000 });
  const account = query.data;
  if (query.isPending) return <div className="c-pad"><Skeleton lines={8} /></div>;
  if (!account) return <ErrorState error={query.error} at={query.errorUpdatedAt} again={() => void query.refetch()} />;
  const name = accountName(account);
  const above = ranksAbove(account.role, mine);
  return (
    <>
      <header className="c-account-head">
        <Avatar name={name} />
        <div><h2>{name}</h2><p className="c-meta">{[named("role", account.role ?? "CLIENT"), account.email].join(" · ")}</p></div>
        {!account.role && <ButtonLink kind="quiet" to="/clients" search={{ query: account.email }}>{t("console.users.charts")}</ButtonLink>}
      </header>
      <TabLinks label={name} links={[{ label: t("console.account.tab"), link: { to: "/users", search: (before: object) => before } }]} />
      <div className="c-two">
        <div>
          <h3 className="c-sub">{t("console.account.state")}</h3>
          <State account={account} />
          {!above && <InviteAgain account={account} />}
          <SignedInNow account={account} mayEnd={may("accounts:lock") && !above} />
          {may("accounts") && !above && <Acts account={account} />}
          {account.role && <StaffRole account={account} />}
        </div>
        {may("accounts") && !above && <SetPassword key={account.account_id} account={account} />}
      </div>
    </>
  );
}
