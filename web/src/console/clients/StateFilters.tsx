/** The row of portal states above the list: one is pressed, with how many clients are in it where the answer says so. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ToggleButton } from "react-aria-components/ToggleButton";
import { clientStatesQuery } from "@/api/clients";
import type { PortalStateName } from "@/api/types";
import { useWords } from "@/app/words";
import { Icon, portalStates } from "@/kit";

const order: PortalStateName[] = [
  "ACTIVE", "INVITED", "EXPIRING", "NOT_INVITED", "BOUNCED", "LINK_EXPIRED", "NO_CONSENT", "ACCESS_OFF", "LOCKED", "PASSWORD_LAPSED", "NO_EMAIL",
];
const FRESH = 10_000;

export function StateFilters({ chosen, all }: { chosen?: string; all?: number }) {
  const t = useWords();
  const go = useNavigate();
  const choose = (state?: string) => void go({ to: "/clients", search: { state }, replace: true });
  const states = useQuery({ ...clientStatesQuery, refetchInterval: FRESH }).data?.states;
  const counts = states && new Map(states.map((one) => [one.portal_state, one.count]));
  const shown = order.filter((state) => !counts || counts.get(state) || chosen === state);
  return (
    <div className="c-filters" role="group" aria-label={t("console.clients.filter")}>
      <ToggleButton className="c-filter" isSelected={!chosen} onChange={() => choose()}>{t("console.clients.all")}{all !== undefined && <b>{all}</b>}</ToggleButton>
      {shown.map((state) => {
        const { icon, word, tone } = portalStates[state];
        return (
          <ToggleButton key={state} className={`c-filter is-${tone}`} isSelected={chosen === state} onChange={(on) => choose(on ? state : undefined)}>
            <Icon name={icon} size={16} />{t(word)}{counts && <b>{counts.get(state) ?? 0}</b>}
          </ToggleButton>
        );
      })}
    </div>
  );
}
