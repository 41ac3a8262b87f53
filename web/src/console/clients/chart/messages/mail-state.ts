/** How far a mail is, as a tone. */
import type { IconName, Tone } from "@/kit";

const tones: Record<string, Tone> = {
  QUEUED: "info", SENT: "info", DELIVERED: "ok", DEFERRED: "warn", HELD: "warn", BOUNCED: "block", COMPLAINED: "block", SUPPRESSED: "block", CANCELLED: "quiet",
};
export const mailTone = (state: string): Tone => tones[state] ?? "info";

const icons: Record<string, IconName> = {
  SENT: "mail", DELIVERED: "check", BOUNCED: "mailBack", COMPLAINED: "mailBack", SUPPRESSED: "mailBack", CANCELLED: "cross", DEFERRED: "clock", HELD: "lock",
};
export const mailIcon = (state: string): IconName => icons[state] ?? "mail";
