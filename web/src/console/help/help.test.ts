import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { find } from "./find";
import { pageOf, topics } from "./topics";

const words = (language: string) => JSON.parse(readFileSync(new URL(`../../words/${language}/help.json`, import.meta.url), "utf8")) as Record<string, string>;

function told(language: string) {
  const said = words(language);
  return topics.map(({ key, steps }) => ({
    key, title: said[`help.${key}.title`] ?? "", terms: said[`help.${key}.terms`] ?? "", text: Array.from({ length: steps }, (_, at) => said[`help.${key}.${at + 1}`] ?? "").join(" "),
  }));
}

test.each([
  ["Clinic Settings", "switches"], ["client settings", "switches"], ["enable online portal access", "switches"], ["spam", "not-received"], ["bypass current password", "password"],
  ["Clinic Users", "password"], ["token validity", "validity"], ["forgot", "reset"], ["can't join", "video"], ["Send Email(s)", "welcome"], ["edge", "browser"], ["who did what", "audit"],
])("the articles' words find their topic: %s", (query, topic) => expect(find(told("en"), query)[0]).toBe(topic));

test.each([["réglages de la clinique", "switches"], ["reglages du client", "switches"], ["indésirable", "not-received"], ["mot de passe oublié", "reset"], ["journal", "audit"]])(
  "in French too, with accents or without: %s", (query, topic) => expect(find(told("fr"), query)[0]).toBe(topic),
);

test("words that stand nowhere find nothing, and no words find everything", () => {
  expect(find(told("en"), "xylophone")).toEqual([]);
  expect(find(told("en"), "  ")).toHaveLength(topics.length);
});

test.each(["en", "fr"])("every topic has a title, other names and all its steps: %s", (language) => {
  const said = words(language);
  const wanted = topics.flatMap(({ key, steps }) => [`help.${key}.title`, `help.${key}.terms`, ...Array.from({ length: steps }, (_, at) => `help.${key}.${at + 1}`)]);
  expect(wanted.filter((id) => !said[id])).toEqual([]);
});

test.each([
  ["/today", "today"], ["/clients", "clients"], ["/clients/1f/people", "chart"], ["/settings", "settings"], ["/settings/templates", "templates"], ["/audit", "audit"], ["/kit", "other"],
])("%s has its own help", (path, page) => {
  expect(pageOf(path)).toBe(page);
  expect(words("en")[`help.page.${page}`]).toBeTruthy();
  if (page !== "other") expect(topics.some((one) => one.pages.includes(pageOf(path)))).toBe(true);
});
