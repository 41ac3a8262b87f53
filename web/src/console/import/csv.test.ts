import { expect, test } from "vitest";
import { toCsv } from "./csv";

test("cells with commas, quotes and line breaks are quoted", () => {
  expect(toCsv([["Roy, Ada", 'the "other" one', "two\nlines"]])).toBe('"Roy, Ada","the ""other"" one","two\nlines"\r\n');
});

test("what a spreadsheet would run is marked as text, a phone number isn't", () => {
  expect(toCsv([["=1+1", "@SUM(A1)", "-cmd", "+1 416 555 0100", "-5"]])).toBe(`"'=1+1","'@SUM(A1)","'-cmd",+1 416 555 0100,-5\r\n`);
});
