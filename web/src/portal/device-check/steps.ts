/** How to give a page back its camera or microphone: each browser hides that elsewhere. */
import type { Browser } from "@/app/browser";
import type { WordId } from "@/app/words";

/** The words of the steps, one a line. */
export function unblockSteps(browser: Browser | null): WordId {
  if (browser?.system === "iOS") return browser.name === "Safari" ? "portal.mend.blocked.iphone" : "portal.mend.blocked.iphoneOther";
  if (browser?.name === "Firefox") return "portal.mend.blocked.firefox";
  if (browser?.name === "Safari") return "portal.mend.blocked.safari";
  if (browser?.name === "Edge" || browser?.name === "Samsung Internet") return "portal.mend.blocked.lock";
  return browser?.name === "Chrome" ? "portal.mend.blocked.chrome" : "portal.mend.blocked.other";
}
