/** Time on the corridor: stretches of work side by side, the empty hours between them folded into a narrow gap. */
import { daysAway } from "@/app/when";

const HOUR = 3_600_000;
/** Hours without a session that are worth folding. */
const LONG = 5 * HOUR;
const GAP = 1.6;

interface Stretch { from: number; to: number }
export interface Tick { time: number; place: number; isDay: boolean }
export interface Fold { stretches: (Stretch & { left: number; width: number })[]; gaps: number[]; gap: number; ticks: Tick[] }
interface Timed { start_time: string; end_time: string }

const hourBelow = (time: number) => Math.floor(time / HOUR) * HOUR;
const hourAbove = (time: number) => Math.ceil(time / HOUR) * HOUR;

/** Runs of sessions with no long pause in between; the first begins no later than now. */
function stretchesOf(sessions: Timed[], now: number): Stretch[] {
  const spans = sessions.map((one) => ({ from: new Date(one.start_time).getTime(), to: new Date(one.end_time).getTime() })).sort((a, b) => a.from - b.from);
  const runs: Stretch[] = [{ from: hourBelow(Math.min(now, spans[0]?.from ?? now)), to: hourAbove(now + HOUR / 2) }];
  for (const span of spans) {
    const last = runs[runs.length - 1]!;
    if (span.from - last.to < LONG) last.to = Math.max(last.to, hourAbove(span.to));
    else runs.push({ from: hourBelow(span.from), to: hourAbove(span.to) });
  }
  return runs;
}

/** A tick every few hours, so that about a dozen stand on the axis; each new day is named where it begins. */
function ticksOf(fold: Omit<Fold, "ticks">): Tick[] {
  const hours = fold.stretches.reduce((sum, one) => sum + (one.to - one.from) / HOUR, 0);
  const step = Math.max(2, Math.ceil(hours / 12)) * HOUR;
  const ticks: Tick[] = [];
  let dayBefore = daysAway(new Date(fold.stretches[0]!.from));
  for (const stretch of fold.stretches) {
    for (let time = stretch.from; time < stretch.to; time += HOUR) {
      const away = daysAway(new Date(time));
      const isDay = away !== dayBefore;
      dayBefore = away;
      const place = placeOf(fold, time);
      const free = ticks.every((tick) => Math.abs(tick.place - place) > (tick.isDay ? 6.5 : 4));
      if (place > 95) continue;
      if (isDay || ((time - stretch.from) % step === 0 && time > stretch.from && free)) ticks.push({ time, place, isDay });
    }
  }
  return ticks;
}

export function cornersOf(sessions: Timed[], now: number): Fold {
  const runs = stretchesOf(sessions, now);
  const all = runs.reduce((sum, run) => sum + run.to - run.from, 0);
  const room = 100 - GAP * (runs.length - 1);
  let left = 0;
  const stretches = runs.map((run) => {
    const width = ((run.to - run.from) / all) * room;
    const placed = { ...run, left, width };
    left += width + GAP;
    return placed;
  });
  const fold = { stretches, gaps: stretches.slice(1).map((one) => one.left - GAP), gap: GAP };
  return { ...fold, ticks: ticksOf(fold) };
}

/** Where an instant stands, in percent of the corridor. */
export function placeOf({ stretches }: Pick<Fold, "stretches">, time: number): number {
  for (const one of stretches) {
    if (time < one.from) return one.left;
    if (time <= one.to) return one.left + ((time - one.from) / (one.to - one.from)) * one.width;
  }
  return 100;
}
