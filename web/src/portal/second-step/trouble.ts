/** What stopped a second step, in the reader's words. */
import { isProblem } from "@/api/problem";
import { NoPasskey } from "@/app/passkeys";
import type { WordId } from "@/app/words";
import { say } from "@/app/words";
import { troubleText } from "../parts/trouble";

const known: Record<string, WordId> = {
  TOO_MANY_CODES: "portal.step.slowed",
  PASSKEY_REFUSED: "portal.step.passkeyRefused",
  SETUP_EXPIRED: "portal.step.lapsed",
  TOO_MANY_FACTORS: "portal.step.full",
};

export function stepTrouble(error: unknown): string | null {
  if (!error) return null;
  if (error instanceof NoPasskey) return say("portal.step.noPasskey");
  const words = isProblem(error) ? known[error.reason] : undefined;
  return words ? say(words) : troubleText(error);
}
