/** What any page may ask for: dialogs over whatever is open, and switches that act at once. */
import { createContext, useContext } from "react";

export type Act =
  | { kind: "welcome"; clientId: string; contactIds?: string[] }
  | { kind: "consent" | "withdraw" | "details" | "relationship"; clientId: string; contactId: string }
  | { kind: "code"; accountId: string; name: string; about?: string }
  | { kind: "person"; clientId: string }
  | { kind: "merge"; clientId: string; otherId?: string }
  | { kind: "book"; clientId?: string }
  | { kind: "client" | "staff" };

export const ActContext = createContext<(act: Act) => void>(() => {});
/** `const act = useAct(); act({ kind: "consent", clientId, contactId })` */
export const useAct = () => useContext(ActContext);
