/** Instants said in words, in the practice's zone: "10:00 am", "Today at 3:00 pm", "38 min". Dates by Intl, never glued. */
import { language } from "./words";

let practiceZone: string | undefined;

/** Every instant is shown in the practice's zone, wherever the reader is. */
export function setZone(zone: string): void {
  practiceZone = zone;
}

export function zone(): string | undefined {
  return practiceZone;
}

/** "Toronto": the practice's zone as people name it. */
export const city = () => practiceZone?.split("/").at(-1)?.replaceAll("_", " ") ?? "";

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language() === "fr" ? "fr-CA" : "en-CA", { timeZone: practiceZone, ...options });
}

const NO_BREAK = "\u00a0";

/** "10:00 am", "14 h 50", "15 h". */
export function clock(instant: string | Date): string {
  const parts = formatter({ hour: "numeric", minute: "2-digit", hour12: language() === "en" }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value ?? "";
  if (language() === "fr") {
    const minutes = part("minute");
    return `${Number(part("hour"))}${NO_BREAK}h${minutes === "00" ? "" : NO_BREAK + minutes}`;
  }
  return `${part("hour")}:${part("minute")}${NO_BREAK}${part("dayPeriod").replaceAll(".", "").toLowerCase()}`;
}

/** The calendar day of an instant in the practice's zone, as YYYY-MM-DD. */
export function dayKey(instant: string | Date): string {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: practiceZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(new Date(instant));
}

/** Whole days from today to the instant's day: 0 today, 1 tomorrow, -1 yesterday. */
export function daysAway(instant: string | Date, now: Date = new Date()): number {
  return Math.round((Date.parse(dayKey(instant)) - Date.parse(dayKey(now))) / 86_400_000);
}

export const capital = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** "today", "tomorrow", "yesterday", else "Thursday 26 November" (long) or "Thu 26 Nov"; the year when it is another. */
export function day(instant: string | Date, style: "long" | "short" = "short", now: Date = new Date()): string {
  const away = daysAway(instant, now);
  if (Math.abs(away) <= 1) return new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(away, "day");
  const sameYear = dayKey(instant).slice(0, 4) === dayKey(now).slice(0, 4);
  const width = style === "long" ? "long" : "short";
  const parts = formatter({ weekday: width, day: "numeric", month: width, year: sameYear ? undefined : "numeric" })
    .formatToParts(new Date(instant))
    .filter((p) => p.type !== "literal");
  const order = ["weekday", "day", "month", "year"] as const;
  return order.map((type) => parts.find((p) => p.type === type)?.value.replace(/\.$/, "")).filter(Boolean).join(" ");
}

/** Picks the preposition in a sentence: today, near (yesterday, tomorrow), far. */
export function nearness(instant: string | Date, now: Date = new Date()): "today" | "near" | "far" {
  const away = Math.abs(daysAway(instant, now));
  if (away === 0) return "today";
  return away === 1 ? "near" : "far";
}

/** `{day} at {time}` and which preposition they need: the values of a sentence about an instant. */
export function moment(instant: string | Date): { day: string; time: string; near: "today" | "near" | "far" } {
  return { day: day(instant, "long"), time: clock(instant), near: nearness(instant) };
}

/** "Today, 10:00 am", "Thu 26 Nov, 4:00 pm". For lists and tables, and where a sentence begins. */
export function dayAndClock(instant: string | Date): string {
  return capital(inLine(instant));
}

/** "today, 10:00 am": the same further on in a line. */
export function inLine(instant: string | Date): string {
  return `${day(instant)}, ${clock(instant)}`;
}

/** "3 September" (with the year when it is another): since when something holds. */
export function date(instant: string | Date, now: Date = new Date()): string {
  const sameYear = dayKey(instant).slice(0, 4) === dayKey(now).slice(0, 4);
  const parts = formatter({ day: "numeric", month: "long", year: sameYear ? undefined : "numeric" }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value;
  return [part("day"), part("month"), part("year")].filter(Boolean).join(NO_BREAK);
}

/** { day: "26", weekday: "Thu" } or, further than a week, { day: "1", weekday: "Dec" }: the date block of a list. */
export function dateBlock(instant: string | Date): { day: string; below: string } {
  const far = daysAway(instant) > 6;
  const parts = formatter({ day: "numeric", weekday: "short", month: "short" }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value ?? "";
  return { day: part("day"), below: part(far ? "month" : "weekday").replace(/\.$/, language() === "fr" ? "." : "") };
}

/** For tight places: "Today 3 pm", "Tomorrow", "Thursday", "26 Nov". */
export function dayBrief(instant: string | Date, now: Date = new Date()): string {
  const away = daysAway(instant, now);
  if (away === 0) return `${capital(day(instant, "short", now))} ${clock(instant).replace(":00", "")}`;
  if (away === 1) return capital(day(instant, "short", now));
  if (away > 1 && away < 7) return capital(formatter({ weekday: "long" }).format(new Date(instant)));
  const parts = formatter({ day: "numeric", month: "short" }).formatToParts(new Date(instant));
  return ["day", "month"].map((type) => parts.find((p) => p.type === type)?.value).join(NO_BREAK);
}

/** Whole minutes from now until the instant, rounded up; negative when it has passed. */
export function minutesUntil(instant: string | Date, now: Date = new Date()): number {
  return Math.ceil((new Date(instant).getTime() - now.getTime()) / 60_000);
}

/** "38 min", "2 h 5 min", "3 days". */
export function span(minutes: number): string {
  const unit = (value: number, name: "minute" | "hour" | "day", display: "short" | "long" = "short") =>
    new Intl.NumberFormat(language(), { style: "unit", unit: name, unitDisplay: display }).format(value);
  if (minutes >= 2880) return unit(Math.floor(minutes / 1440), "day", "long");
  if (minutes < 60) return unit(Math.max(minutes, 0), "minute");
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const hour = unit(hours, "hour").replace(/\s?hrs?$/, `${NO_BREAK}h`);
  return rest === 0 || hours >= 12 ? hour : `${hour} ${unit(rest, "minute")}`;
}
