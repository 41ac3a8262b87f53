import { expect, test } from "vitest";
import { suggestPassword } from "./suggest";

test("a suggested password is long enough and easy to read out", () => {
  for (let i = 0; i < 50; i += 1) expect(suggestPassword()).toMatch(/^[a-z]+-[a-z]+-[1-9][0-9]-[a-z]+-[a-z]+$/);
});

test("no two suggestions in a row are the same", () => {
  expect(new Set(Array.from({ length: 50 }, suggestPassword)).size).toBe(50);
});
