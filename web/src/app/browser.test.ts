import { expect, test } from "vitest";
import { appAround, browserOf } from "./browser";

const chrome = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";
const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";

test.each([
  [chrome, "Chrome", 131, "Android"],
  [`${chrome} EdgA/131.0.0.0`, "Edge", 131, "Android"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox", 128, "Linux"],
  [`${iphone} Version/18.1 Mobile/15E148 Safari/604.1`, "Safari", 18, "iOS"],
  [`${iphone} CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1`, "Chrome", 131, "iOS"],
])("%s is known", (userAgent, name, version, system) => {
  expect(browserOf(userAgent)).toEqual({ name, version, system });
  expect(appAround(userAgent)).toBeNull();
});

test.each([
  [`${iphone} Mobile/15E148 Instagram 350.0.0.21.99`, "Instagram"],
  [`${iphone} Mobile/15E148 [FBAN/FBIOS;FBAV/480.0.0.0]`, "Facebook"],
  [`${iphone} GSA/340.0 Mobile/15E148 Safari/604.1`, "Google"],
  [`${iphone} Mobile/15E148`, ""],
  [chrome.replace("Pixel 8", "Pixel 8; wv"), ""],
])("%s is inside an app", (userAgent, app) => {
  expect(appAround(userAgent)).toBe(app);
});

test("what doesn't say what it is has no name", () => {
  expect(browserOf("curl/8.5.0")).toBeNull();
});
