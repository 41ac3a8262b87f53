/** Clinic Setup → Settings → Roles: who may do what, straight from the services' own tables, and how many people have each role. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { staffQuery } from "@/api/accounts";
import type { Role } from "@/api/types";
import { useTitle } from "@/app/surface";
import { ButtonLink, ConsolePage, Icon, Note, Select } from "@/kit";
import { useAct } from "../../acts/acts";
import { Button } from "@/kit";
import { WhoButton } from "../../frame/Foot";
import { roleMay, roles, useMay, useWhoMay } from "../../frame/may";
import { PeopleSearch } from "../../frame/PeopleSearch";
import { useVocabulary } from "../../speech/vocabulary";
import { SettingsTabs } from "../SettingsTabs";
import { permissionsOf, subjects } from "./subjects";
import type { Subject } from "./subjects";
import "./roles.css";

function Mark({ yes }: { yes: boolean }) {
  const { t } = useVocabulary();
  return <span className={yes ? "c-may is-yes" : "c-may"}><Icon name={yes ? "check" : "minus"} size={18} /><span className="k-unseen">{t(yes ? "console.roles.yes" : "console.roles.no")}</span></span>;
}

function Rows({ subject }: { subject: Subject }) {
  const { t, named } = useVocabulary();
  return (
    <tbody>
      <tr><th colSpan={roles.length + 1} scope="rowgroup" className="c-roles-subject">{t(`console.roles.${subject}`)}</th></tr>
      {permissionsOf(subject).map((permission) => (
        <tr key={permission}>
          <th scope="row">{named("permission", permission)}</th>
          {roles.map((role) => <td key={role}><Mark yes={roleMay(role, permission)} /></td>)}
        </tr>
      ))}
    </tbody>
  );
}

/** The whole table, where there is room for it. */
function Matrix() {
  const { t, named } = useVocabulary();
  return (
    <table className="k-card c-roles-table">
      <caption className="k-unseen">{t("console.roles.caption")}</caption>
      <thead><tr><td />{roles.map((role) => <th key={role} scope="col">{named("role", role)}</th>)}</tr></thead>
      {subjects.map((subject) => <Rows key={subject} subject={subject} />)}
    </table>
  );
}

/** One role at a time, on a phone. */
function OneRole() {
  const { t, named } = useVocabulary();
  const [role, setRole] = useState<Role>("FRONT_DESK");
  return (
    <section className="c-roles-one" aria-label={named("role", role)}>
      <Select<Role> label={t("console.users.role")} value={role} onChange={setRole} options={roles.map((value) => ({ value, label: named("role", value) }))} help={named("roleText", role)} />
      {subjects.map((subject) => (
        <div key={subject} className="k-card">
          <h2>{t(`console.roles.${subject}`)}</h2>
          <ul>{permissionsOf(subject).map((one) => <li key={one}><span>{named("permission", one)}</span><Mark yes={roleMay(role, one)} /></li>)}</ul>
        </div>
      ))}
    </section>
  );
}

function Team() {
  const { t, named } = useVocabulary();
  const staff = useQuery(staffQuery).data?.staff;
  const count = (role: Role) => staff?.filter((one) => one.role === role && one.state !== "DISABLED").length;
  return (
    <ul className="c-roles-team">
      {roles.map((role) => (
        <li key={role} className="k-card">
          <h2>{named("role", role)}</h2>
          <p className="c-meta">{named("roleText", role)}</p>
          <p className="c-roles-count">{staff ? t("console.roles.people", { count: count(role) ?? 0 }) : "\u00a0"}</p>
        </li>
      ))}
    </ul>
  );
}

function Invite() {
  const { t } = useVocabulary();
  const act = useAct();
  const may = useMay();
  return may("staff") ? <span className="c-icon-on-phone"><Button kind="primary" icon="plus" onPress={() => act({ kind: "staff" })}>{t("console.users.invite")}</Button></span> : null;
}

export function RolesPage() {
  const { t } = useVocabulary();
  const may = useMay();
  const whoMay = useWhoMay();
  useTitle(t("console.roles"));
  return (
    <ConsolePage title={t("console.settings")} tools={<><PeopleSearch /><Invite /><WhoButton /></>}>
      <SettingsTabs />
      <div className="c-roles">
        <div className="c-roles-head">
          <p>{t("console.roles.lead")}</p>
          {may("accounts:read") && <ButtonLink size="small" to="/users" search={{ kind: "staff" }}>{t("console.roles.toTeam")}</ButtonLink>}
        </div>
        <Team />
        {!may("staff") && <Note icon="lock">{whoMay("staff")}</Note>}
        <Matrix />
        <OneRole />
        <ul className="c-roles-rules" aria-label={t("console.roles.rules")}>
          {(["Above", "Owner", "Own", "Step", "Leave"] as const).map((rule) => <li key={rule}><Icon name="info" size={16} />{t(`console.roles.rule${rule}`)}</li>)}
        </ul>
      </div>
    </ConsolePage>
  );
}
