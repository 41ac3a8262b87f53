/** Refusals that any form may meet, in the reader's words. */
import { Problem } from "@/api/problem";
import { clock, day } from "@/app/when";
import { say } from "@/app/words";

/** "tomorrow at 9:43 am"; only the clock when it is today. */
export function whenAllowed(instant: string): string {
  return say("portal.when", { day: day(instant), time: clock(instant) });
}

export function troubleText(error: unknown): string {
  if (!(error instanceof Problem) || error.status === 0) return say("portal.trouble.silent");
  if (error.status === 429) {
    const allowed = error.told("allowed_time");
    return allowed ? say("portal.trouble.tooManyUntil", { when: whenAllowed(allowed) }) : say("portal.trouble.tooMany");
  }
  if (error.status === 503) return say("portal.trouble.busy");
  return say("portal.trouble.refused");
}
