/** The words of the pages: which language, which catalogues are loaded, and `t` to say one. */
import { i18n } from "@lingui/core";
import { useLingui } from "@lingui/react";
import type { Messages } from "@lingui/core";
import type consoleWords from "@/words/en/console.json";
import type helpWords from "@/words/en/help.json";
import type kitWords from "@/words/en/kit.json";
import type portalWords from "@/words/en/portal.json";

export type WordId = keyof typeof kitWords | keyof typeof portalWords | keyof typeof consoleWords | keyof typeof helpWords;
export type Area = "kit" | "portal" | "console" | "help";
export type Language = "en" | "fr";
export type WordValues = Record<string, string | number>;

const KEPT = "anteroom.language";
const catalogues = import.meta.glob<{ messages: Messages }>("../words/*/*.ts");
const wanted = new Set<Area>(["kit"]);

/** The language chosen here before, else the browser's, else English. */
export function startingLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === "en" || kept === "fr") return kept;
  return navigator.languages.some((name) => name.startsWith("fr")) && !navigator.language.startsWith("en") ? "fr" : "en";
}

async function load(area: Area, language: Language): Promise<void> {
  const catalogue = await catalogues[`../words/${language}/${area}.ts`]?.();
  if (catalogue) i18n.load(language, catalogue.messages);
}

/** Adds an area's words in the language in use; a layout route calls it before it shows anything. */
export async function loadWords(area: Area): Promise<void> {
  if (wanted.has(area) && i18n.locale) return;
  wanted.add(area);
  await load(area, language());
  i18n.activate(language());
}

/** Switches every loaded area; remembers the choice on this device. */
export async function speak(next: Language, remember = true): Promise<void> {
  await Promise.all([...wanted].map((area) => load(area, next)));
  if (remember) localStorage.setItem(KEPT, next);
  document.documentElement.lang = next;
  i18n.activate(next);
}

export function language(): Language {
  return i18n.locale === "fr" ? "fr" : "en";
}

/** Says one text outside of React (toasts raised by queries, document titles). */
export function say(id: WordId, values?: WordValues): string {
  return i18n._(id, values);
}

/** `const t = useWords(); t("portal.signIn.title")`: re-renders when the language changes. */
export function useWords(): typeof say {
  const { _ } = useLingui();
  return (id, values) => _(id, values);
}

/** The language in use, for Intl and `lang` attributes. */
export function useLanguage(): Language {
  const { i18n: current } = useLingui();
  return current.locale === "fr" ? "fr" : "en";
}
