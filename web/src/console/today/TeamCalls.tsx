/** Whoever was invited to the team and can't get in: told to those who invite, with the newer link beside it. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { staffQuery } from "@/api/accounts";
import type { Staff } from "@/api/types";
import { minutesUntil, span } from "@/app/when";
import { Icon } from "@/kit";
import { useMay } from "../frame/may";
import { useVocabulary } from "../speech/vocabulary";
import { InviteAgainButton } from "../users/InviteAgain";

const FRESH = 15_000;

function Row({ member, asked }: { member: Staff; asked: NonNullable<Staff["asked_help"]> }) {
  const { t, named } = useVocabulary();
  const waited = Math.max(0, -minutesUntil(asked.ask_time));
  return (
    <li className="c-fail" data-walk>
      <div className="c-fail-when"><span className="is-soon">{waited < 1 ? t("console.calls.now") : t("console.calls.waiting", { span: span(waited) })}</span></div>
      <div className="c-fail-who">
        <Link data-walk-to className="c-person" to="/users" search={{ kind: "staff", account: member.account_id }}>{member.display_name}</Link>
        <p className="c-meta">{named("role", member.role)}</p>
      </div>
      <div className="c-fail-why">
        {asked.said && <blockquote className="c-said">{asked.said}</blockquote>}
        <div className="c-why"><p className="c-why-line"><Icon name="doorBarred" /><b>{t("console.users.linkOver")}</b></p></div>
      </div>
      <div className="c-fail-fix"><span data-fix><InviteAgainButton to={member} kind="fix" wide /></span></div>
    </li>
  );
}

export function TeamCalls() {
  const { t } = useVocabulary();
  const may = useMay()("staff");
  const team = useQuery({ ...staffQuery, enabled: may, refetchInterval: FRESH }).data?.staff ?? [];
  const waiting = team.filter((one) => one.asked_help);
  if (!may || waiting.length === 0) return null;
  return (
    <section className="c-today-list" aria-labelledby="team-calls">
      <div className="c-today-head"><h2 id="team-calls">{t("console.users.teamCalls")}</h2><p className="c-wide">{t("console.users.teamCallsText")}</p></div>
      <ul className="k-card">{waiting.map((one) => one.asked_help && <Row key={one.account_id} member={one} asked={one.asked_help} />)}</ul>
    </section>
  );
}
