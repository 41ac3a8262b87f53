/** A mail's fate in words for staff: how far it came, why not further, what to do. */
import type { Message } from "@/api/types";
import { clock, inLine, daysAway } from "@/app/when";
import type { WordId } from "@/app/words";
import { useVocabulary } from "./vocabulary";

/** "example.com": all that may be said of where a mail went. */
export const domainOf = (address: string | null | undefined) => address?.split("@").at(-1) ?? "";
/** Reasons that mend only by another address. */
const dead = new Set(["NO_SUCH_MAILBOX", "ADDRESS_MALFORMED", "ADDRESS_NOT_SUPPORTED", "ADDRESS_BOUNCED", "ADDRESS_COMPLAINED"]);
export const isDead = (reason: string | null | undefined, state: string) => state === "COMPLAINED" || dead.has(reason ?? "");
const at = (instant: string) => (daysAway(instant) === 0 ? clock(instant) : inLine(instant));

const sentences: Record<Message["state"], WordId> = {
  QUEUED: "console.fate.QUEUED", SENT: "console.fate.SENT", DELIVERED: "console.fate.DELIVERED", DEFERRED: "console.fate.DEFERRED", BOUNCED: "console.fate.BOUNCED",
  COMPLAINED: "console.fate.COMPLAINED", SUPPRESSED: "console.fate.stopped", HELD: "console.fate.stopped", CANCELLED: "console.fate.stopped",
};

export function useMailSpeech() {
  const { t, named } = useVocabulary();
  /** "no such mailbox at example.com" */
  const why = (reason: string | null | undefined, address: string | null | undefined) => (reason ? named("mail", reason, { domain: domainOf(address) || t("console.fate.there") }) : "");
  /** "Bounced at 8:15 am: no such mailbox at example.com." */
  const fate = (mail: Pick<Message, "state" | "reason" | "to_address" | "change_time">) =>
    t(sentences[mail.state], { when: at(mail.change_time), domain: domainOf(mail.to_address) || t("console.fate.there"), reason: why(mail.reason ?? "UNKNOWN", mail.to_address) });
  return { why, fate };
}
