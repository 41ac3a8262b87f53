/** What stands between a person and the door, in the order of mending, and the act that mends it. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { contactsQuery } from "@/api/contacts";
import { useAct } from "../acts/acts";
import { useTurnNow, useUnlockNow } from "../acts/fixes";
import { useVocabulary } from "../speech/vocabulary";

interface Chart { client_id: string; client_name: string }
interface Barred { contact_id: string; name: string; reasons: string[] }

/** What is mended first: the chart, the way to it, the login, then consent, which means nothing to somebody who can't sign in. */
const mendOrder = ["CLIENT_ARCHIVED", "RELATIONSHIP_ENDED", "ONLINE_ACCESS_OFF", "ACCOUNT_LOCKED", "ACCOUNT_NOT_ACTIVE", "TEMPORARY_PASSWORD_EXPIRED", "CONSENT_MISSING", "CONSENT_WITHDRAWN"];
export const byMending = (a: string, b: string) => mendOrder.indexOf(a) - mendOrder.indexOf(b);

/** Opens the dialog with a one-time code for somebody who is only known by their chart here. */
export function useReadOutTo() {
  const act = useAct();
  const queries = useQueryClient();
  return async ({ client_id, contact_id, name }: Chart & Barred): Promise<void> => {
    const { contacts } = await queries.ensureQueryData(contactsQuery(client_id));
    const login = contacts.find((one) => one.contact_id === contact_id)?.account;
    if (login) act({ kind: "code", accountId: login.account_id, name });
  };
}

/** What mends a reason: the word on the button and the act behind it. */
export function useMend(session: Chart) {
  const act = useAct();
  const go = useNavigate();
  const turn = useTurnNow();
  const unlock = useUnlockNow();
  const queries = useQueryClient();
  const { named } = useVocabulary();
  return (person: Barred): { label: string; run: () => void } | null => {
    const ids = { clientId: session.client_id, contactId: person.contact_id };
    const login = async () => (await queries.ensureQueryData(contactsQuery(ids.clientId))).contacts.find((one) => one.contact_id === person.contact_id)?.account;
    const mends: Record<string, { label: string; run: () => void }> = {
      ONLINE_ACCESS_OFF: { label: named("fix", "ACCESS_OFF"), run: () => void turn({ ...ids, name: person.name, clientName: session.client_name }, "online_access", true) },
      CONSENT_MISSING: { label: named("fix", "NO_CONSENT"), run: () => act({ kind: "consent", ...ids }) },
      CONSENT_WITHDRAWN: { label: named("fix", "NO_CONSENT"), run: () => act({ kind: "consent", ...ids }) },
      ACCOUNT_NOT_ACTIVE: { label: named("fix", "NOT_INVITED"), run: () => act({ kind: "welcome", clientId: ids.clientId, contactIds: [ids.contactId] }) },
      RELATIONSHIP_ENDED: { label: named("fixAct", "CHANGE_END_DATE"), run: () => act({ kind: "relationship", ...ids }) },
      CLIENT_ARCHIVED: { label: named("fixAct", "RESTORE_CLIENT"), run: () => void go({ to: "/clients/$clientId/profile", params: { clientId: ids.clientId }, search: {} }) },
      ACCOUNT_LOCKED: { label: named("fix", "LOCKED"), run: () => void login().then((found) => found && unlock(found.account_id, person.name)) },
      TEMPORARY_PASSWORD_EXPIRED: { label: named("fix", "PASSWORD_LAPSED"), run: () => void login().then((found) => found && go({ to: "/users", search: { account: found.account_id } })) },
    };
    const first = mendOrder.find((reason) => person.reasons.some((one) => one === reason));
    return first ? mends[first]! : null;
  };
}
