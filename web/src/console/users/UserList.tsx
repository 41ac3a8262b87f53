/** The logins a search finds: staff, or clients and guardians. */
import type { UseQueryResult } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { ToggleButton } from "react-aria-components/ToggleButton";
import type { Account } from "@/api/types";
import { Avatar, Empty, ErrorState, Icon, Skeleton, TextField } from "@/kit";
import type { IconName, Tone } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";

const looks: Record<string, { tone: Tone; icon: IconName }> = {
  ACTIVE: { tone: "ok", icon: "doorOpen" }, PENDING: { tone: "quiet", icon: "doorClosed" }, LOCKED: { tone: "block", icon: "lock" }, DISABLED: { tone: "block", icon: "doorBarred" },
};
export const accountLook = (state: string) => looks[state] ?? { tone: "quiet" as const, icon: "doorClosed" as const };
export const accountName = (account: Pick<Account, "display_name" | "email">) => account.display_name || account.email;

function Finder() {
  const { t } = useVocabulary();
  const go = useNavigate();
  const { query = "" } = useSearch({ from: "/console/users" });
  const [typed, setTyped] = useState(query);
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void go({ to: "/users", search: (before) => ({ ...before, query: next || undefined }), replace: true }), 180);
  };
  return <TextField label={t("console.users.find")} value={typed} onChange={type} type="search" />;
}

function Which({ staff, clients }: { staff: number; clients: number }) {
  const { t } = useVocabulary();
  const go = useNavigate();
  const { kind } = useSearch({ from: "/console/users" });
  const choose = (next?: "staff") => void go({ to: "/users", search: (before) => ({ ...before, kind: next, account: undefined }), replace: true });
  return (
    <div className="c-seg" role="group" aria-label={t("console.users.which")}>
      <ToggleButton isSelected={kind === "staff"} onChange={() => choose("staff")}>{t("console.users.staff", { count: staff })}</ToggleButton>
      <ToggleButton isSelected={kind !== "staff"} onChange={() => choose()}>{t("console.users.clients", { count: clients })}</ToggleButton>
    </div>
  );
}

function UserLine({ account }: { account: Account }) {
  const { t, named } = useVocabulary();
  const { account: chosen } = useSearch({ from: "/console/users" });
  const look = accountLook(account.state);
  return (
    <li data-walk>
      <Link data-walk-to to="/users" search={(before) => ({ ...before, account: account.account_id })} className="c-pick" activeProps={{}} aria-current={chosen === account.account_id ? "true" : undefined}>
        <Avatar name={accountName(account)} />
        <span className="c-pick-text">
          <b>{accountName(account)}</b>
          {account.asked_help && <small><b>{t("console.users.askedForLink")}</b></small>}
          <small>{account.role ? `${named("role", account.role)} · ${account.email}` : account.email}</small>
        </span>
        <span className={`c-mark is-${look.tone}`}><Icon name={look.icon} size={20} /><span className="k-unseen">{named("account", account.state)}</span></span>
      </Link>
    </li>
  );
}

interface UserListProps { list: UseQueryResult<{ accounts: Account[] }>; found: Account[]; staff: number; clients: number }

export function UserList({ list, found, staff, clients }: UserListProps) {
  const { t } = useVocabulary();
  const { query } = useSearch({ from: "/console/users" });
  return (
    <section className="k-card c-user-list" aria-label={t("console.users")}>
      <div className="c-list-head"><Which staff={staff} clients={clients} /><Finder /></div>
      {list.isPending && <div className="c-pad"><Skeleton lines={6} /></div>}
      {list.isError && <ErrorState error={list.error} at={list.errorUpdatedAt} again={() => void list.refetch()} />}
      {list.data && found.length === 0 && !query && <Empty icon="badge" title={t("console.users.none")}>{t("console.users.noneText")}</Empty>}
      {!list.isPending && found.length > 0 && <ul className="c-picks">{found.map((one) => <UserLine key={one.account_id} account={one} />)}</ul>}
      {!list.isPending && <footer className="c-pager">{query ? t("console.users.foundFor", { count: found.length, query }) : t("console.users.count", { count: found.length })}</footer>}
    </section>
  );
}
