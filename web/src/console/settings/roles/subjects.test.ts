import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { permissions, permissionsOf, subjects } from "./subjects";

const words = (language: string) => JSON.parse(readFileSync(new URL(`../../../words/${language}/console.json`, import.meta.url), "utf8")) as Record<string, string>;

test.each(["en", "fr"])("%s: every permission of the services is said in plain words, and none that is gone", (language) => {
  const said = Object.keys(words(language)).filter((id) => id.startsWith("console.permission.")).map((id) => id.slice("console.permission.".length));
  expect(said.sort()).toEqual([...permissions].sort());
});

test("every permission stands under exactly one subject", () => {
  expect(subjects.flatMap(permissionsOf).sort()).toEqual([...permissions].sort());
});
