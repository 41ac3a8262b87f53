/** The people beside a client, each with the state of their door. */
import { Link } from "@tanstack/react-router";
import type { ChartContact } from "@/api/types";
import { useWords } from "@/app/words";
import { Avatar, Button, Icon, portalStates } from "@/kit";
import { useAct } from "../../../acts/acts";
import { capital } from "../../../speech/short";
import { fullName, useVocabulary } from "../../../speech/vocabulary";

function Door({ person }: { person: ChartContact }) {
  const t = useWords();
  const { tone, icon, word } = portalStates[person.portal_state];
  return <span className={`c-mark is-${tone}`}><Icon name={icon} size={20} /><span className="k-unseen">{t(word)}</span></span>;
}

export function PeopleList({ clientId, people, chosen }: { clientId: string; people: ChartContact[]; chosen: string }) {
  const { t, relationship } = useVocabulary();
  const act = useAct();
  return (
    <nav className="c-chart-people" aria-label={t("console.chart.people")}>
      {people.map((person) => (
        <div key={person.contact_id} data-walk>
          <Link
            data-walk-to to="/clients/$clientId/people" params={{ clientId }} search={(before) => ({ ...before, contact: person.contact_id })} replace
            className="c-pick" activeProps={{}} aria-current={person.contact_id === chosen ? "true" : undefined}
          >
            <Avatar name={fullName(person)} />
            <span className="c-pick-text">
              <b>{fullName(person)}</b>
              <small>{person.in_force ? capital(relationship(person)) : t("console.people.ended")}</small>
            </span>
            <Door person={person} />
          </Link>
        </div>
      ))}
      <Button kind="quiet" icon="plus" onPress={() => act({ kind: "person", clientId })}>{t("console.people.add")}</Button>
    </nav>
  );
}
