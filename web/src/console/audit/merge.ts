/** Four trails in one, by time: each has a place of its own up to which it was read. */
import type { AreaEntry, AuditArea, AuditPart } from "@/api/audit";

/** What was read of one trail and is not shown yet, and the token of what comes after; null: nothing does. */
export interface Reading { waiting: AreaEntry[]; token: string | null }
export type Readings = Partial<Record<AuditArea, Reading>>;

export const begin = (areas: readonly AuditArea[]): Readings => Object.fromEntries(areas.map((area) => [area, { waiting: [], token: "" }]));

export const isOver = (readings: Readings) => Object.values(readings).every((one) => one.waiting.length === 0 && one.token === null);

/** Not before the newest of every trail is known can the newest of all be told. */
const hungry = (readings: Readings) => (Object.keys(readings) as AuditArea[]).filter((area) => readings[area]!.waiting.length === 0 && readings[area]!.token !== null);

const later = (one: AreaEntry, other: AreaEntry) => one.record_time > other.record_time || (one.record_time === other.record_time && one.audit_id > other.audit_id);

function takeNewest(readings: Readings): AreaEntry | null {
  let newest: Reading | null = null;
  for (const reading of Object.values(readings)) {
    const first = reading.waiting[0];
    if (first && (!newest || later(first, newest.waiting[0]!))) newest = reading;
  }
  return newest?.waiting.shift() ?? null;
}

/** The next so many entries, and where every trail was left. What was given stays as it is, so that a page can be read again. */
export async function read(before: Readings, most: number, fetchPart: (area: AuditArea, token: string) => Promise<AuditPart>) {
  const readings: Readings = structuredClone(before);
  const entries: AreaEntry[] = [];
  while (entries.length < most) {
    await Promise.all(hungry(readings).map(async (area) => {
      const part = await fetchPart(area, readings[area]!.token!);
      readings[area] = { waiting: part.entries.map((entry) => ({ ...entry, area })), token: part.next_page_token || null };
    }));
    const next = takeNewest(readings);
    if (!next) break;
    entries.push(next);
  }
  return { entries, next: isOver(readings) ? null : readings };
}

const LOOKED_AT_ONCE = 10_000;

/** One look at the page is an entry in each trail; it is told once. */
export function once(entries: AreaEntry[]): AreaEntry[] {
  return entries.filter((entry, at) => {
    if (entry.subject_type !== "audit") return true;
    const same = (other: AreaEntry) =>
      other.action === entry.action && other.actor_account_id === entry.actor_account_id && other.area !== entry.area &&
      Date.parse(other.record_time) - Date.parse(entry.record_time) < LOOKED_AT_ONCE;
    return !entries.slice(Math.max(0, at - 8), at).some(same);
  });
}
