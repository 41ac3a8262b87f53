import { i18n } from "@lingui/core";
import { beforeEach, expect, test } from "vitest";
import { clock, date, day, dayAndClock, dayBrief, daysAway, inLine, setZone, span } from "./when";

const now = new Date("2026-11-24T14:43:00Z"); // Tuesday, 9:43 am in Toronto

beforeEach(() => {
  setZone("America/Toronto");
  i18n.load({ en: {}, fr: {} });
  i18n.activate("en");
});

test("a clock in English has am and pm without dots", () => {
  expect(clock("2026-11-24T15:00:00Z")).toBe("10:00\u00a0am");
});

test("a clock in French drops a full hour's minutes", () => {
  i18n.activate("fr");
  expect(clock("2026-11-24T20:00:00Z")).toBe("15\u00a0h");
  expect(clock("2026-11-24T19:50:00Z")).toBe("14\u00a0h\u00a050");
});

test("days are counted in the practice's zone", () => {
  expect(daysAway("2026-11-25T04:30:00Z", now)).toBe(0); // 11:30 pm the same day in Toronto
  expect(daysAway("2026-11-25T05:30:00Z", now)).toBe(1);
});

test("near days have names, others dates in the order day month", () => {
  expect(day("2026-11-25T15:00:00Z", "short", now)).toBe("tomorrow");
  expect(day("2026-11-26T15:00:00Z", "long", now)).toBe("Thursday 26 November");
  expect(day("2027-01-05T15:00:00Z", "short", now)).toBe("Tue 5 Jan 2027");
  i18n.activate("fr");
  expect(day("2026-11-26T15:00:00Z", "long", now)).toBe("jeudi 26 novembre");
});

test("a tight place gets the shortest unmistakable name", () => {
  expect(dayBrief("2026-11-24T20:00:00Z", now)).toBe("Today 3\u00a0pm");
  expect(dayBrief("2026-11-26T20:00:00Z", now)).toBe("Thursday");
  expect(dayBrief("2026-12-09T20:00:00Z", now)).toBe("9\u00a0Dec");
});

test("a date since when something holds carries its year when it is another", () => {
  expect(date("2025-09-03T12:00:00Z", now)).toBe("3\u00a0September\u00a02025");
});

test("a span is minutes, then hours, then days", () => {
  expect(span(38)).toBe("38 min");
  expect(span(125)).toBe("2\u00a0h 5 min");
  expect(span(60 * 24 * 4)).toBe("4 days");
});

test("a list's time starts with a capital, a time inside a line does not", () => {
  expect(dayAndClock(new Date())).toMatch(/^Today, /);
  expect(inLine(new Date())).toMatch(/^today, /);
});
