import { expect, test } from "vitest";
import type { VideoSession } from "@/api/types";
import { doorAt, upcoming } from "./upcoming";

const session = (id: string, start: string, state: VideoSession["state"] = "BOOKED"): VideoSession => ({
  session_id: id, client_id: id, contact_ids: [], clinician_id: "c", clinician_name: "Daniel Roy", state, start_time: `2026-11-24T${start}:00Z`,
  end_time: "2026-11-24T21:00:00Z", open_time: `2026-11-24T${start.slice(0, 3)}00:00Z`, close_time: "2026-11-24T21:30:00Z",
});

test("the door opens at its time and closes at its time", () => {
  const one = session("a", "20:10");
  expect(doorAt(one, new Date("2026-11-24T19:59:59Z"))).toBe("later");
  expect(doorAt(one, new Date("2026-11-24T20:00:00Z"))).toBe("open");
  expect(doorAt(one, new Date("2026-11-24T21:30:00Z"))).toBe("over");
});

test("a cancelled session is not upcoming, and the soonest comes first", () => {
  const sessions = [session("late", "20:40"), session("off", "20:05", "CANCELLED"), session("soon", "20:10")];
  expect(upcoming(sessions, new Date("2026-11-24T19:00:00Z")).map((one) => one.session_id)).toEqual(["soon", "late"]);
});
