/** The row above the list: minors or adults, and one portal state, with how many clients are in it where the answer says so. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ToggleButton } from "react-aria-components/ToggleButton";
import { clientStatesQuery } from "@/api/clients";
import type { AgeGroup } from "@/api/clients";
import type { PortalStateName } from "@/api/types";
import { useWords } from "@/app/words";
import { Icon, portalStates } from "@/kit";

const order: PortalStateName[] = [
  "ACTIVE", "INVITED", "EXPIRING", "NOT_INVITED", "BOUNCED", "LINK_EXPIRED", "NO_CONSENT", "ACCESS_OFF", "LOCKED", "PASSWORD_LAPSED", "NO_EMAIL",
];
const FRESH = 10_000;

/** How many clients stand behind each choice; nothing is counted within a search. */
function useCounts(age: AgeGroup | undefined, searching: boolean) {
  const counted = useQuery({ ...clientStatesQuery(age), refetchInterval: FRESH, enabled: !searching }).data;
  if (!counted || searching) return null;
  const states = new Map(counted.states.map((one) => [one.portal_state, one.count]));
  return { state: (state: PortalStateName) => states.get(state) ?? 0, MINOR: counted.minors, ADULT: counted.adults, duplicates: counted.duplicates };
}

export function StateFilters() {
  const t = useWords();
  const go = useNavigate();
  const { query, state: chosen, age, duplicates } = useSearch({ from: "/console/clients" });
  const choose = (change: { state?: string; age?: AgeGroup; duplicates?: true }) => void go({ to: "/clients", search: { query, state: chosen, age, duplicates, ...change }, replace: true });
  const counts = useCounts(age, Boolean(query));
  // Until it is known which states there are, none is shown that would have to go again. Within a search all are.
  const shown = order.filter((state) => Boolean(query) || counts?.state(state) || chosen === state);
  return (
    <div className="c-filters" role="group" aria-label={t("console.clients.filter")}>
      <ToggleButton className="c-filter" isSelected={!chosen && !age && !duplicates} onChange={() => choose({ state: undefined, age: undefined, duplicates: undefined })}>
        {t("console.clients.all")}{counts && <b>{counts.MINOR + counts.ADULT}</b>}
      </ToggleButton>
      {(["MINOR", "ADULT"] as const).map((group) => (
        <ToggleButton key={group} className="c-filter" isSelected={age === group} onChange={(on) => choose({ age: on ? group : undefined })}>
          {t(`console.clients.age.${group}`)}{counts && <b>{counts[group]}</b>}
        </ToggleButton>
      ))}
      {Boolean(duplicates || counts?.duplicates) && (
        <ToggleButton className="c-filter" isSelected={duplicates ?? false} onChange={(on) => choose({ duplicates: on || undefined })}>
          <Icon name="people" size={16} />{t("console.clients.duplicates")}{counts && <b>{counts.duplicates}</b>}
        </ToggleButton>
      )}
      <span className="c-filter-break" aria-hidden="true" />
      {shown.map((state) => {
        const { icon, word, tone } = portalStates[state];
        return (
          <ToggleButton key={state} className={`c-filter is-${tone}`} isSelected={chosen === state} onChange={(on) => choose({ state: on ? state : undefined })}>
            <Icon name={icon} size={16} />{t(word)}{counts && <b>{counts.state(state)}</b>}
          </ToggleButton>
        );
      })}
    </div>
  );
}
