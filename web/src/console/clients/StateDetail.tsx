/** A person's portal state at a glance, with the one fact worth knowing after it. */
import type { ClientRowPerson } from "@/api/types";
import { PortalState } from "@/kit";
import { minutesUntil, span } from "@/app/when";
import { useWords } from "@/app/words";
import { clockOrDate } from "../speech/short";

function useDetail(person: Pick<ClientRowPerson, "portal_state" | "portal_state_time">): string | null {
  const t = useWords();
  const time = person.portal_state_time;
  if (!time) return null;
  const left = minutesUntil(time);
  switch (person.portal_state) {
    case "EXPIRING": return left > 0 ? t("console.state.left", { span: span(left) }) : null;
    case "INVITED": return left > 0 ? t("console.state.good", { span: span(left) }) : t("console.state.sent", { when: clockOrDate(time) });
    case "NOT_INVITED": return t("console.state.added", { when: clockOrDate(time) });
    case "ACTIVE": return t("console.state.signedIn", { when: clockOrDate(time) });
    case "ACCESS_OFF": case "NO_CONSENT": case "LOCKED": return t("console.state.since", { when: clockOrDate(time) });
    default: return clockOrDate(time);
  }
}

export function StateDetail({ person }: { person: Pick<ClientRowPerson, "portal_state" | "portal_state_time"> }) {
  const detail = useDetail(person);
  return <PortalState state={person.portal_state}>{detail}</PortalState>;
}
