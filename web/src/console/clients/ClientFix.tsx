/** The one fix button of a client's row: the dialog or the act that mends what stops their most urgent person. */
import { useNavigate } from "@tanstack/react-router";
import { contactsQuery } from "@/api/contacts";
import type { ClientRow, ClientRowPerson } from "@/api/types";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "@/kit";
import { useAct } from "../acts/acts";
import { useTurnNow, useUnlockNow } from "../acts/fixes";
import { fullName, useVocabulary } from "../speech/vocabulary";
import { whoNeedsMost } from "./needs";

function useFixState() {
  const act = useAct();
  const go = useNavigate();
  const turn = useTurnNow();
  const unlock = useUnlockNow();
  const queries = useQueryClient();
  const loginOf = async (clientId: string, contactId: string) =>
    (await queries.ensureQueryData(contactsQuery(clientId))).contacts.find((one) => one.contact_id === contactId)?.account ?? null;
  return async (client: ClientRow, person: ClientRowPerson): Promise<void> => {
    const clientId = client.client_id;
    const contactId = person.contact_id;
    switch (person.portal_state) {
      case "NO_CONSENT": return act({ kind: "consent", clientId, contactId });
      case "BOUNCED": case "NO_EMAIL": return act({ kind: "details", clientId, contactId });
      case "ACCESS_OFF": return void (await turn({ clientId, contactId, name: fullName(person), clientName: client.given_name }, "online_access", true));
      case "LOCKED": case "PASSWORD_LAPSED": {
        const login = await loginOf(clientId, contactId);
        if (!login) return;
        if (person.portal_state === "LOCKED") return unlock(login.account_id, fullName(person));
        return go({ to: "/users", search: { account: login.account_id } });
      }
      default: return act({ kind: "welcome", clientId, contactIds: [contactId] });
    }
  };
}

export function ClientFix({ client }: { client: ClientRow }) {
  const { t, named } = useVocabulary();
  const fix = useFixState();
  const person = whoNeedsMost(client);
  if (!person) return null;
  const label = named("fix", person.portal_state);
  return (
    <span data-fix>
      <Button kind="fix" size="small" aria-label={t("console.fix.label", { fix: label, name: fullName(client) })} onPress={() => void fix(client, person)}>{label}</Button>
    </span>
  );
}
