/** The buttons below a finding: each does what mends it, or opens the dialog that does. */
import { useNavigate } from "@tanstack/react-router";
import type { ChartContact, Client } from "@/api/types";
import { Button } from "@/kit";
import { useAct } from "../../../acts/acts";
import { useAskForCheckNow, useReadOut, useResetNow, useTurnNow, useUnlockNow } from "../../../acts/fixes";
import { fullName, useVocabulary } from "../../../speech/vocabulary";

/** isFirst: the most urgent finding; its first act is the one to press. */
interface FixesProps { isFirst: boolean; actions: string[]; client: Client; person: ChartContact }

/** What each fix the services name does here. One we don't know has no button. */
function useFixActs({ client, person }: Pick<FixesProps, "client" | "person">): Record<string, (() => void) | undefined> {
  const act = useAct();
  const go = useNavigate();
  const turn = useTurnNow();
  const unlock = useUnlockNow();
  const reset = useResetNow();
  const askForCheck = useAskForCheckNow();
  const readOut = useReadOut();
  const clientId = client.client_id;
  const contactId = person.contact_id;
  const someone = { clientId, contactId, name: fullName(person), clientName: client.given_name };
  const login = person.account;
  const openLogin = login ? () => void go({ to: "/users", search: { account: login.account_id } }) : undefined;
  const welcome = () => act({ kind: "welcome", clientId, contactIds: [contactId] });
  const profile = () => void go({ to: "/clients/$clientId/profile", params: { clientId }, search: (before) => before });
  return {
    TURN_ON_ACCESS: () => void turn(someone, "online_access", true),
    TURN_ON_NOTIFICATIONS: () => void turn(someone, "email_notifications", true),
    CORRECT_ADDRESS: () => act({ kind: "details", clientId, contactId }),
    // Nothing goes out unseen: the switch first, then the dialog that sends.
    TURN_ON_AND_SEND: () => void turn(someone, "email_notifications", true).then((done) => done && welcome()),
    SEND_WELCOME: welcome,
    SEND_RESET: login ? () => void reset(login.email) : undefined,
    ONE_TIME_CODE: login ? () => readOut(client, person) : undefined,
    SET_TEMPORARY_PASSWORD: openLogin,
    UNLOCK: login ? () => void unlock(login.account_id, fullName(person)) : undefined,
    RECORD_CONSENT: () => act({ kind: "consent", clientId, contactId }),
    RESTORE_CLIENT: profile,
    CHANGE_END_DATE: () => act({ kind: "relationship", clientId, contactId }),
    ASK_DEVICE_CHECK: () => void askForCheck(someone),
    BOOK_SESSION: () => act({ kind: "book", clientId }),
  };
}

export function Fixes({ isFirst, actions, client, person }: FixesProps) {
  const { named } = useVocabulary();
  const acts = useFixActs({ client, person });
  const known = actions.filter((action) => acts[action]);
  return (
    <>
      {known.map((action, index) => (
        <Button key={action} size="small" kind={isFirst && index === 0 ? "primary" : "secondary"} onPress={acts[action]}>
          {named("fixAct", action)}
        </Button>
      ))}
    </>
  );
}
