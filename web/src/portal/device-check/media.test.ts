import { expect, test } from "vitest";
import { outcomeOf } from "./media";

test.each([
  ["NotAllowedError", "BLOCKED"], ["NotFoundError", "ABSENT"], ["OverconstrainedError", "ABSENT"], ["NotReadableError", "BUSY"], ["TypeError", "FAILED"],
])("%s is %s", (name, outcome) => {
  expect(outcomeOf(new DOMException("no", name))).toBe(outcome);
});
