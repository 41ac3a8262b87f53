/** The reader's browser, as far as its User-Agent tells: its name and version, its system, the app it sits inside. */

export type System = "Android" | "iOS" | "Windows" | "ChromeOS" | "macOS" | "Linux";
export interface Browser { name: string; version: number; system: System | null }

// Order matters: most of these also call themselves Chrome or Safari.
const browsers: [string, RegExp][] = [
  ["Edge", /Edg(?:e|A|iOS)?\/(\d+)/], ["Opera", /OPR\/(\d+)/], ["Samsung Internet", /SamsungBrowser\/(\d+)/],
  ["Firefox", /(?:Firefox|FxiOS)\/(\d+)/], ["Chrome", /(?:Chrome|CriOS)\/(\d+)/], ["Safari", /Version\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari/],
];
const systems: [System, RegExp][] = [
  ["Android", /Android/], ["iOS", /iPhone|iPad|iPod/], ["Windows", /Windows NT/], ["ChromeOS", /CrOS/], ["macOS", /Mac OS X/], ["Linux", /Linux/],
];
// Apps that open links in a view of their own, which rarely gets at the camera.
const apps: [string, RegExp][] = [
  ["Messenger", /MessengerForiOS|Orca-Android|MessengerLite/], ["Instagram", /Instagram/], ["Facebook", /FBAN|FBAV|FB_IAB/],
  ["WhatsApp", /WhatsApp/], ["WeChat", /MicroMessenger/], ["TikTok", /musical_ly|BytedanceWebview|TikTok/], ["LinkedIn", /LinkedInApp/],
  ["X", /Twitter/], ["Snapchat", /Snapchat/], ["Pinterest", /Pinterest/], ["LINE", /\bLine\//], ["Google", /\bGSA\//],
];
// A bare view: on Android it says so, on an iPhone it is what doesn't call itself Safari.
const bareView = /; wv\)|(?:iPhone|iPad|iPod)(?!.*Safari)/;

export function browserOf(userAgent: string): Browser | null {
  for (const [name, pattern] of browsers) {
    const version = pattern.exec(userAgent)?.[1];
    if (version) return { name, version: Number(version), system: systemOf(userAgent) };
  }
  return null;
}

function systemOf(userAgent: string): System | null {
  return systems.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? null;
}

/** "Instagram", "" for an app that doesn't say its name (Gmail and many others), null outside of one. */
export function appAround(userAgent: string): string | null {
  const named = apps.find(([, pattern]) => pattern.test(userAgent))?.[0];
  return named ?? (bareView.test(userAgent) ? "" : null);
}
