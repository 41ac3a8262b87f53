import { expect, test } from "vitest";
import { safeNext } from "./next";

test.each(["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "", undefined])("%s leads to the start", (next) => {
  expect(safeNext(next)).toBe("/");
});

test("an address of ours is kept", () => {
  expect(safeNext("/room/7?x=1")).toBe("/room/7?x=1");
});
