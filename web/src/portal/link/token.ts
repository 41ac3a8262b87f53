/** The token of a mailed link: in the fragment, so that no server and no proxy ever sees it on the way here. */

let held: string | null = null;

/** Reads the token once and takes it out of the address bar; kept in this page's memory only. */
export function takeToken(): string {
  const written = window.location.hash.slice(1);
  if (written) {
    held = written;
    window.history.replaceState(window.history.state, "", window.location.pathname);
  }
  return held ?? "";
}
