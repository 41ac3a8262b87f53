/** Instants for narrow places: a clock today, else a short date. */
import { clock, daysAway, zone } from "@/app/when";
import { language } from "@/app/words";

const NO_BREAK = "\u00a0";

/** "12 Nov", "12 nov." */
export function shortDate(instant: string | Date): string {
  const parts = new Intl.DateTimeFormat(language() === "fr" ? "fr-CA" : "en-CA", { timeZone: zone(), day: "numeric", month: "short" }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("day")}${NO_BREAK}${language() === "fr" ? part("month") : part("month").replace(/\.$/, "")}`;
}

/** "Wed 25", "mer. 25": a day's mark on an axis. */
export function weekdayAndDay(instant: Date): string {
  const parts = new Intl.DateTimeFormat(language() === "fr" ? "fr-CA" : "en-CA", { timeZone: zone(), weekday: "short", day: "numeric" }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? "";
  return `${language() === "fr" ? part("weekday") : part("weekday").replace(/\.$/, "")}${NO_BREAK}${part("day")}`;
}

/** "9:36 am" today, else "12 Nov". */
export const clockOrDate = (instant: string) => (daysAway(instant) === 0 ? clock(instant) : shortDate(instant));

export const capital = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** A calendar day without a clock, "2033-03-09", as "9 March 2033"; the same day in every zone. */
export function dayOf(day: string): string {
  return new Intl.DateTimeFormat(language() === "fr" ? "fr-CA" : "en-CA", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" })
    .formatToParts(new Date(`${day}T00:00:00Z`)).filter((part) => part.type !== "literal").sort((a, b) => "dmy".indexOf(a.type[0]!) - "dmy".indexOf(b.type[0]!))
    .map((part) => part.value).join(NO_BREAK);
}
