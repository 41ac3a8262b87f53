import { beforeEach, expect, test } from "vitest";
import { setZone } from "@/app/when";
import { instantOf } from "./zoned";

beforeEach(() => setZone("America/Toronto"));

test("a wall clock is read in the practice's zone", () => {
  expect(instantOf("2026-11-24", "10:00")).toBe("2026-11-24T15:00:00.000Z");
  expect(instantOf("2026-07-01", "10:00")).toBe("2026-07-01T14:00:00.000Z");
});

test("the day on which the clocks change keeps its hours apart", () => {
  expect(instantOf("2026-11-01", "00:30")).toBe("2026-11-01T04:30:00.000Z"); // still summer time
  expect(instantOf("2026-11-01", "09:00")).toBe("2026-11-01T14:00:00.000Z"); // winter time since 2 am
  expect(instantOf("2026-03-08", "09:00")).toBe("2026-03-08T13:00:00.000Z"); // summer time since 2 am
});

test("what is no time is no instant", () => {
  expect(instantOf("", "10:00")).toBeNull();
  expect(instantOf("2026-11-24", "")).toBeNull();
});
