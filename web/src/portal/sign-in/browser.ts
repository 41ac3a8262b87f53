/** Which browsers can't take somebody into a video session: found out by trying, not by version. */

export type BrowserTrouble = "inside-an-app" | "cannot-video";

// A mail or social app opens links in a view of its own, which rarely gets at the camera.
const insideAnApp = /\b(FBAN|FBAV|Instagram|Line|GSA|Snapchat|Pinterest|Twitter|LinkedInApp|MicroMessenger)\b|; wv\)/;

export function browserTrouble(userAgent: string, canCall: boolean): BrowserTrouble | null {
  if (insideAnApp.test(userAgent)) return "inside-an-app";
  return canCall ? null : "cannot-video";
}
