/** Renewing the access token: once for all the calls of all the tabs that found it run out. */

const RENEWED = "anteroom.renewed";
const REFRESH = "/api/identity/v1/sessions/current:refresh";
let alone: Promise<boolean> | null = null;

async function askForRenewal(): Promise<boolean> {
  const response = await fetch(REFRESH, { method: "POST", headers: { "X-Anteroom-CSRF": "1" } });
  if (response.ok) localStorage.setItem(RENEWED, String(Date.now()));
  return response.ok;
}

async function renewUnlessDone(since: number): Promise<boolean> {
  // Another tab may have renewed while this one waited for the lock.
  if (Number(localStorage.getItem(RENEWED) ?? 0) > since) return true;
  return askForRenewal();
}

/** True when the calls that began at `since` (ms) are worth repeating; false when nobody is signed in. */
export async function renew(since: number): Promise<boolean> {
  if (navigator.locks) return navigator.locks.request("anteroom.renewal", () => renewUnlessDone(since));
  alone ??= renewUnlessDone(since).finally(() => (alone = null));
  return alone;
}
