/** A wall clock of the practice's zone turned into the instant it names. */
import { zone } from "@/app/when";

/** Minutes the zone is ahead of UTC at an instant. */
function offsetAt(instant: number): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone(), hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return Math.round((Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute")) - instant) / 60_000);
}

/** "2026-11-24" and "10:00" in the practice's zone, as an ISO instant. Asked twice, so that a change of clocks between is seen. */
export function instantOf(date: string, time: string): string | null {
  const wall = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(wall)) return null;
  const first = wall - offsetAt(wall) * 60_000;
  return new Date(wall - offsetAt(first) * 60_000).toISOString();
}
