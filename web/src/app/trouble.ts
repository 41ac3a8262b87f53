/** Whether this browser will do for a video session: by the app around it, by what it can, by the practice's dated list. */
import type { Browsers } from "@/api/types";
import { appAround, browserOf } from "./browser";
import { missing } from "./capabilities";
import type { Need } from "./capabilities";

export type BrowserTrouble =
  | { kind: "inside-an-app"; app: string }
  | { kind: "cannot"; missing: Need[] }
  | { kind: "too-old"; name: string; version: number; oldest: number; checked: string };

/** list: undefined while it isn't known; what can be tried is told without it. */
export function browserTrouble(userAgent: string, needs: Need[] = missing(), list?: Browsers): BrowserTrouble | null {
  const app = appAround(userAgent);
  if (app !== null) return { kind: "inside-an-app", app };
  if (needs.length > 0) return { kind: "cannot", missing: needs };
  const mine = browserOf(userAgent);
  const known = mine && list?.browsers.find((one) => one.name === mine.name);
  if (!mine || !known || mine.version >= known.oldest || !list) return null;
  return { kind: "too-old", name: mine.name, version: mine.version, oldest: known.oldest, checked: list.checked };
}
