/** Where to go after signing in. */

/** Only an address of ours: "/room/…", never "//elsewhere" or "https:". */
export function safeNext(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/";
}
