import { expect, test } from "vitest";
import { differsAt } from "./differs-at";

test("a second writing that departs says where", () => {
  expect(differsAt("harbour-toast-82-lemon", "harbour-toast-82-lemn")).toBe(21);
});

test("an unfinished second writing doesn't differ yet", () => {
  expect(differsAt("harbour-toast", "harb")).toBe(0);
});

test("a longer second writing differs where the first ends", () => {
  expect(differsAt("abc", "abcd")).toBe(4);
});
