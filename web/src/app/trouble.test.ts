import { expect, test } from "vitest";
import { browserTrouble } from "./trouble";

const list = { checked: "2026-11", browsers: [{ name: "Chrome", oldest: 109 }] };
const chrome = (version: number) => `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`;

test("a browser on the list is no trouble, nor one that isn't named there", () => {
  expect(browserTrouble(chrome(109), [], list)).toBeNull();
  expect(browserTrouble("Mozilla/5.0 (X11; Linux x86_64; rv:90.0) Gecko/20100101 Firefox/90.0", [], list)).toBeNull();
  expect(browserTrouble(chrome(80), [])).toBeNull();
});

test("one that is older than the list is told with what would do", () => {
  expect(browserTrouble(chrome(108), [], list)).toEqual({ kind: "too-old", name: "Chrome", version: 108, oldest: 109, checked: "2026-11" });
});

test("what it can't do says more than its version, and the app around it more than both", () => {
  expect(browserTrouble(chrome(108), ["camera"], list)).toEqual({ kind: "cannot", missing: ["camera"] });
  expect(browserTrouble(`${chrome(131)} Instagram 350`, ["camera"], list)).toEqual({ kind: "inside-an-app", app: "Instagram" });
});
