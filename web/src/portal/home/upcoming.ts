/** Which session is next, and where its door stands. Pure: takes the time, returns facts. */
import type { MyPerson, VideoSession } from "@/api/types";

export type DoorTime = "later" | "open" | "over";

export function doorAt(session: VideoSession, now: Date): DoorTime {
  if (now < new Date(session.open_time)) return "later";
  return now < new Date(session.close_time) ? "open" : "over";
}

/** Booked and not over, soonest first; only those of `clientId` when one is chosen. */
export function upcoming(sessions: VideoSession[], now: Date, clientId?: string | null): VideoSession[] {
  return sessions
    .filter((session) => session.state === "BOOKED" && doorAt(session, now) !== "over" && (!clientId || session.client_id === clientId))
    .sort((a, b) => a.start_time.localeCompare(b.start_time));
}

export function minutesLong(session: VideoSession): number {
  return Math.round((Date.parse(session.end_time) - Date.parse(session.start_time)) / 60_000);
}

/** A person may stand beside this login twice (two contacts on one email): shown once. */
export function eachOnce(people: MyPerson[]): MyPerson[] {
  return people.filter((person, place) => people.findIndex((other) => other.client_id === person.client_id) === place);
}
