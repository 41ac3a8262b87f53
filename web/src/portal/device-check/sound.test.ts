import { expect, test } from "vitest";
import { stepsOf } from "./sound";

test.each([[0, 0], [0.004, 0], [0.012, 1], [0.05, 2], [0.18, 6], [1, 6]])("%d is %d of six", (rms, steps) => {
  expect(stepsOf(rms)).toBe(steps);
});
