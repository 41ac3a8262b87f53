/** How far a mail is, as a tone. */
import type { Tone } from "@/kit";

const tones: Record<string, Tone> = {
  QUEUED: "info", SENT: "ok", DELIVERED: "ok", DEFERRED: "warn", HELD: "warn", BOUNCED: "block", COMPLAINED: "block", SUPPRESSED: "block", CANCELLED: "quiet",
};
export const mailTone = (state: string): Tone => tones[state] ?? "info";
