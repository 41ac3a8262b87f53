import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const areas = ["kit", "portal", "console", "help"];
const catalogue = (language: string, area: string) =>
  Object.entries(JSON.parse(readFileSync(new URL(`./${language}/${area}.json`, import.meta.url), "utf8")) as Record<string, string>);

test.each(areas)("%s: French keeps its signs with the word before them", (area) => {
  const loose = catalogue("fr", area).filter(([, text]) => / [:?!;»]|« /.test(text)).map(([id]) => id);
  expect(loose).toEqual([]);
});

test.each(areas)("%s: both languages hold the same ids", (area) => {
  const ids = (language: string) => catalogue(language, area).map(([id]) => id).sort();
  expect(ids("fr")).toEqual(ids("en"));
});

test.each(areas)("%s: nobody is begged, blamed or shouted at", (area) => {
  const rude = catalogue("en", area).filter(([, text]) => /\bplease\b|\boops\b|!(?!=)/i.test(text)).map(([id]) => id);
  expect(rude).toEqual([]);
});
