import { expect, test } from "vitest";
import { cell, line } from "./csv";

test.each(["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\tx", "\rx"])("%j is text, and no formula", (text) => expect(cell(text)).toBe(`'${text}`));

test("anything else stays as it is", () => expect(cell("Priya Shah = Priya")).toBe("Priya Shah = Priya"));

test("quotes, commas and line ends stay inside their cell", () => expect(line(["a,b", 'c "d"', "e\nf", "g"])).toBe('"a,b","c ""d""","e\nf",g\r\n'));
