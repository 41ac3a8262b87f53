/** The portal on a phone's home screen: what the page says of itself, the browser's offer, and the page for when there is no network. */
import type { Practice } from "@/api/types";
import { language, say } from "./words";

const MANIFEST = "/api/clinic/v1/practice/manifest";
const WORKER = "/offline.js";
const KEPT = "anteroom-offline";

/** Chromium's offer to install (not in a standard): held back until the reader presses our button. */
export interface Offer extends Event { prompt: () => Promise<void>; userChoice: Promise<{ outcome: "accepted" | "dismissed" }> }
let offer: Offer | null = null;
const waiting = new Set<() => void>();
const tell = () => waiting.forEach((one) => one());

window.addEventListener("beforeinstallprompt", (event) => { event.preventDefault(); offer = event as Offer; tell(); });
window.addEventListener("appinstalled", () => { offer = null; tell(); });

export const currentOffer = () => offer;
export function onOffer(changed: () => void): () => void {
  waiting.add(changed);
  return () => { waiting.delete(changed); };
}

/** Opened from the home screen already. */
export const onHomeScreen = () => window.matchMedia("(display-mode: standalone)").matches || (navigator as { standalone?: boolean }).standalone === true;

function inHead(tag: "link" | "meta", key: string, set: Record<string, string>): void {
  const element = document.head.querySelector(`${tag}[${Object.keys(set)[0]}="${key}"]`) ?? document.head.appendChild(document.createElement(tag));
  for (const [name, value] of Object.entries(set)) element.setAttribute(name, value);
}

/** What a phone reads when the page is put on its home screen. */
export function presentPractice(practice: Practice): void {
  inHead("link", "manifest", { rel: "manifest", href: MANIFEST });
  inHead("link", "apple-touch-icon", { rel: "apple-touch-icon", href: `/icons/${practice.door}-180.png` });
  inHead("meta", "apple-mobile-web-app-title", { name: "apple-mobile-web-app-title", content: practice.name });
}

/** Only our own worker's address is one to run (Trusted Types). */
function trusted(address: string): string {
  const { trustedTypes: types } = window as { trustedTypes?: { createPolicy: (name: string, rules: object) => { createScriptURL: (url: string) => string } } };
  return types ? types.createPolicy("anteroom-offline", { createScriptURL: (url: string) => (url === WORKER ? url : "") }).createScriptURL(address) : address;
}

/** The colours in use, so that the offline page is painted as the others are. */
function colours(): Record<string, string> {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(["bg", "ink", "ink-2", "accent", "on-accent"].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** Keeps the words of the offline page, with the practice's phone, and the worker that shows them. Nothing else is ever kept. */
export async function prepareOffline(practice: Practice): Promise<void> {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  const words = {
    language: language(), practice: practice.name, phone: practice.phone, colours: colours(),
    title: say("portal.offline.title"), lead: say("portal.offline.lead"), call: say("portal.help.call"), again: say("portal.join.again"),
  };
  const kept = await caches.open(KEPT);
  await kept.put("/offline-words", new Response(JSON.stringify(words)));
  await navigator.serviceWorker.register(trusted(WORKER));
}
