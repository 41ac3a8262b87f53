/** The fixes that act at once: a switch turned on, a lock opened, a reset mailed. Each says what came of it, with Undo where it can be undone. */
import { useQueryClient } from "@tanstack/react-query";
import { unlockAccount } from "@/api/accounts";
import { askForDeviceCheck, changeRelationship } from "@/api/contacts";
import { askForReset } from "@/api/signing-in";
import { useChartChanged } from "@/api/clients";
import type { ChartContact, Client } from "@/api/types";
import { toast } from "@/kit";
import { fullName, useVocabulary } from "../speech/vocabulary";
import { useAct } from "./acts";

interface Someone { clientId: string; contactId: string; name: string; clientName: string }
type SwitchName = "online_access" | "email_notifications";

const told = {
  online_access: { on: "console.done.accessOn", off: "console.done.accessOff" },
  email_notifications: { on: "console.done.mailOn", off: "console.done.mailOff" },
} as const;

/** Turns a switch of a relationship now; answers whether it was done. */
export function useTurnNow() {
  const { t, refusal } = useVocabulary();
  const changed = useChartChanged();
  const turn = async (someone: Someone, name: SwitchName, on: boolean): Promise<boolean> => {
    try {
      await changeRelationship(someone.clientId, someone.contactId, { [name]: on });
    } catch (error) {
      toast(refusal(error));
      return false;
    }
    await changed();
    const text = t(told[name][on ? "on" : "off"], { name: someone.name, client: someone.clientName });
    toast(text, { label: t("console.done.undo"), act: () => void turn(someone, name, !on) });
    return true;
  };
  return turn;
}

/** Opens a lock now. */
export function useUnlockNow() {
  const { t, refusal } = useVocabulary();
  const queries = useQueryClient();
  return async (accountId: string, name: string): Promise<void> => {
    try {
      await unlockAccount(accountId);
      toast(t("console.done.unlocked", { name }));
    } catch (error) {
      toast(refusal(error));
    }
    await queries.invalidateQueries();
  };
}

/** Opens the dialog with a one-time code for somebody on a chart. */
export function useReadOut() {
  const act = useAct();
  const { t, relationship } = useVocabulary();
  return (client: Pick<Client, "given_name" | "family_name">, person: ChartContact): void => {
    if (!person.account) return;
    const about = person.relationship === "SELF" ? undefined : t("console.code.about", { relationship: relationship({ relationship: person.relationship }), client: fullName(client) });
    act({ kind: "code", accountId: person.account.account_id, name: fullName(person), about });
  };
}

/** Mails a reset link to the address of a login; the answer is the same whether there is one. */
export function useResetNow() {
  const { t, refusal } = useVocabulary();
  return async (email: string): Promise<boolean> => {
    try {
      await askForReset(email);
      toast(t("console.done.resetSent", { email }));
      return true;
    } catch (error) {
      toast(refusal(error));
      return false;
    }
  };
}

/** Has the person's home page ask for a device check; says the address too, for whoever is on the phone. */
export function useAskForCheckNow() {
  const { t, refusal } = useVocabulary();
  const changed = useChartChanged();
  return async ({ clientId, contactId, name }: Someone): Promise<void> => {
    try {
      await askForDeviceCheck(clientId, contactId);
    } catch (error) {
      toast(refusal(error));
      return;
    }
    await changed();
    toast(t("console.done.checkAsked", { name, address: `${window.location.host}/device-check` }));
  };
}
