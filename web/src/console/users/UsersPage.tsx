/** Clinic Users: every login of the practice, staff and clients; the Account of the chosen one. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { accountsQuery } from "@/api/accounts";
import { useTitle } from "@/app/surface";
import { Button, ConsolePage, Empty, Icon } from "@/kit";
import { useAct } from "../acts/acts";
import { useMay } from "../frame/may";
import { WhoButton } from "../frame/Foot";
import { NotYours } from "../frame/NotYours";
import { PeopleSearch } from "../frame/PeopleSearch";
import { useVocabulary } from "../speech/vocabulary";
import { AccountPane } from "./AccountPane";
import { UserList } from "./UserList";
import "./users.css";

function InviteStaff() {
  const { t } = useVocabulary();
  const act = useAct();
  const may = useMay();
  if (!may("staff")) return null;
  return <span className="c-icon-on-phone"><Button kind="primary" icon="plus" onPress={() => act({ kind: "staff" })}>{t("console.users.invite")}</Button></span>;
}

export function UsersPage() {
  const { t } = useVocabulary();
  const go = useNavigate();
  const { account, query = "", kind } = useSearch({ from: "/console/users" });
  const seen = useMay()("accounts:read");
  const list = useQuery({ ...accountsQuery(query), refetchInterval: 10_000, enabled: seen });
  const all = list.data?.accounts ?? [];
  const found = all.filter((one) => Boolean(one.role) === (kind === "staff"));
  const back = () => void go({ to: "/users", search: (before) => ({ ...before, account: undefined }) });
  useTitle(t("console.users"));
  if (!seen) return <ConsolePage title={t("console.users")} tools={<WhoButton />}><NotYours act="accounts:read" /></ConsolePage>;
  return (
    <ConsolePage title={t("console.users")} meta={list.data && !query ? t("console.users.count", { count: all.length }) : undefined} tools={<><PeopleSearch /><InviteStaff /><WhoButton /></>}>
      <div className={`c-users${account ? " has-chosen" : ""}`}>
        <UserList list={list} found={found} staff={all.filter((one) => one.role).length} clients={all.filter((one) => !one.role).length} />
        {account ? (
          <section className="k-card c-account">
            <div className="c-back"><Button kind="quiet" onPress={back}><span className="c-back-face"><Icon name="back" size={16} />{t("console.users.back", { count: found.length })}</span></Button></div>
            <AccountPane key={account} accountId={account} />
          </section>
        ) : <section className="k-card c-account c-wide"><Empty icon="badge" title={t("console.users.choose")}>{t("console.users.chooseText")}</Empty></section>}
      </div>
    </ConsolePage>
  );
}
