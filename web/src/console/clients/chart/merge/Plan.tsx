/** What a merge would do, in the order in which one asks: which chart stays, which facts, who is on it, what moves. */
import type { Client, MergeChoices, MergePlan } from "@/api/types";
import { clock, day } from "@/app/when";
import { Button } from "@/kit";
import { fullName, useVocabulary } from "../../../speech/vocabulary";
import { useBorn } from "./born";
import { Facts } from "./Facts";
import { PlanPerson } from "./PlanPerson";

export interface PlanProps {
  plan: MergePlan;
  kept: Client;
  gone: Client;
  chosen: Omit<MergeChoices, "merged_client_id">;
  onChange: (chosen: Omit<MergeChoices, "merged_client_id">) => void;
}

/** Which of two charts of one name is meant: by when it was made, and whose birth it says. */
function ChartLine({ client, fate }: { client: Client; fate: string }) {
  const { t } = useVocabulary();
  const born = useBorn();
  const about = [born(client), t("console.merge.added", { when: `${day(client.created_time, "long")}, ${clock(client.created_time)}` }), client.status === "ARCHIVED" && t("console.state.archived")];
  return <p className="c-merge-line"><span className="c-light">{fate}</span><span>{fullName(client)}<small>{about.filter(Boolean).join(" · ")}</small></span></p>;
}

function Moves({ plan }: { plan: MergePlan }) {
  const { t } = useVocabulary();
  const moves = [
    plan.coming_sessions > 0 && t("console.merge.moves.coming", { count: plan.coming_sessions }),
    plan.past_sessions > 0 && t("console.merge.moves.past", { count: plan.past_sessions }),
    plan.open_calls > 0 && t("console.merge.moves.calls", { count: plan.open_calls }),
    t("console.merge.moves.history"),
  ].filter(Boolean);
  return <ul className="c-merge-moves">{moves.map((one) => <li key={String(one)}>{one}</li>)}</ul>;
}

export function Plan({ onSwap, missing, ...props }: PlanProps & { onSwap: () => void; missing: boolean }) {
  const { t } = useVocabulary();
  const { plan, kept, gone } = props;
  const here = plan.people.filter((one) => one.client_id === kept.client_id);
  const elsewhere = plan.people.filter((one) => one.client_id !== kept.client_id);
  const joinable = here.filter((one) => one.come !== "MOVES").map((one) => ({ value: one.contact_id, label: one.name }));
  return (
    <>
      <section className="c-merge-part">
        <h3 className="c-sub">{t("console.merge.charts")}</h3>
        <ChartLine client={kept} fate={t("console.merge.keptChart")} />
        <ChartLine client={gone} fate={t("console.merge.goneChart")} />
        <p className="k-help">{t("console.merge.stays")}</p>
        <div><Button size="small" onPress={onSwap}>{t("console.merge.swap")}</Button></div>
      </section>
      <Facts {...props} missing={missing} />
      <section className="c-merge-part">
        <h3 className="c-sub">{t("console.merge.people")}</h3>
        {here.length === 0 && <p className="k-help">{t("console.merge.nobody")}</p>}
        <ul className="c-merge-people">{here.map((one) => <PlanPerson key={one.contact_id} {...props} person={one} joinable={joinable} />)}</ul>
      </section>
      {elsewhere.length > 0 && (
        <section className="c-merge-part">
          <h3 className="c-sub">{t("console.merge.elsewhere")}</h3>
          <ul className="c-merge-people">{elsewhere.map((one) => <PlanPerson key={`${one.contact_id} ${one.client_id}`} {...props} person={one} joinable={[]} />)}</ul>
        </section>
      )}
      <section className="c-merge-part">
        <h3 className="c-sub">{t("console.merge.moves")}</h3>
        <Moves plan={plan} />
      </section>
    </>
  );
}
