/** What a client needs from the front desk, read off the portal states of their people: the one fix, and for whom. */
import type { ClientRow, ClientRowPerson, PortalStateName } from "@/api/types";

/** Most urgent first. A state that isn't here needs nobody. */
const urgency: PortalStateName[] = [
  "NO_CONSENT", "ACCESS_OFF", "BOUNCED", "LOCKED", "PASSWORD_LAPSED", "LINK_EXPIRED", "EXPIRING", "NOT_INVITED", "NO_EMAIL",
];

/** Somebody beside the primary contact is off by default; that alone is nobody's trouble. */
function weight(person: ClientRowPerson): number {
  const at = urgency.indexOf(person.portal_state);
  const quiet = !person.is_primary && person.relationship !== "SELF";
  return (at < 0 ? 100 : at) + (quiet ? 20 : 0);
}

export function whoNeedsMost(client: ClientRow): ClientRowPerson | null {
  if (!client.needs_you) return null;
  const first = [...client.people].sort((a, b) => weight(a) - weight(b))[0];
  return first && weight(first) < 100 ? first : null;
}
