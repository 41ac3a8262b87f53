import { beforeEach, expect, test } from "vitest";
import { i18n } from "@lingui/core";
import { setZone } from "@/app/when";
import { cornersOf, placeOf } from "./folded";

const at = (time: string) => new Date(time).getTime();
const session = (start: string, end: string) => ({ start_time: start, end_time: end });

beforeEach(() => {
  setZone("America/Toronto");
  i18n.load({ en: {} });
  i18n.activate("en");
});

const now = at("2026-11-24T14:42:00Z");
const days = [session("2026-11-24T15:00:00Z", "2026-11-24T15:50:00Z"), session("2026-11-24T22:00:00Z", "2026-11-24T22:50:00Z"), session("2026-11-25T14:00:00Z", "2026-11-25T14:50:00Z")];

test("a night is folded into one gap, a pause within the day is not", () => {
  const fold = cornersOf([...days, session("2026-11-24T18:30:00Z", "2026-11-24T19:20:00Z")], now);
  expect(fold.gaps).toHaveLength(1);
});

test("time runs from the left to the right and stays within the corridor", () => {
  const fold = cornersOf(days, now);
  const places = [now, ...days.flatMap((one) => [at(one.start_time), at(one.end_time)])].map((time) => placeOf(fold, time));
  expect([...places].sort((a, b) => a - b)).toEqual(places);
  expect(places.every((place) => place >= 0 && place <= 100)).toBe(true);
});

test("each new day is named once, where it begins", () => {
  const fold = cornersOf(days, now);
  expect(fold.ticks.filter((tick) => tick.isDay)).toHaveLength(1);
});

test("a corridor without sessions still has a now", () => {
  expect(placeOf(cornersOf([], now), now)).toBeGreaterThan(0);
});
