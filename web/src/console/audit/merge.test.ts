import { expect, test } from "vitest";
import type { AreaEntry, AuditArea } from "@/api/audit";
import { begin, isOver, once, read } from "./merge";

const entry = (area: AuditArea, second: number, more: Partial<AreaEntry> = {}): AreaEntry => ({
  area, audit_id: `${area}-${second}`, record_time: `2026-11-24T10:00:${String(second).padStart(2, "0")}.000Z`, actor_account_id: null, actor_role: null,
  origin: "http", address: null, action: "note.added", subject_type: "note", subject_id: "x", detail: {}, position: second, hash: "", ...more,
});

/** Trails that hand out two entries at a time. */
function trails(seconds: Partial<Record<AuditArea, number[]>>) {
  const asked: string[] = [];
  const fetchPart = (area: AuditArea, token: string) => {
    asked.push(`${area} ${token}`);
    const from = Number(token || 0);
    const all = seconds[area] ?? [];
    return Promise.resolve({ entries: all.slice(from, from + 2).map((second) => entry(area, second)), next_page_token: from + 2 < all.length ? String(from + 2) : "" });
  };
  return { asked, fetchPart };
}

test("entries of all trails come by time, page after page, none twice and none missed", async () => {
  const { fetchPart } = trails({ clinic: [50, 40, 10], identity: [45, 44, 43, 2], notify: [], "video-gate": [41] });
  const shown: number[] = [];
  let at: Awaited<ReturnType<typeof read>>["next"] = begin(["clinic", "identity", "notify", "video-gate"]);
  while (at) {
    const page = await read(at, 3, fetchPart);
    shown.push(...page.entries.map((one) => one.position));
    at = page.next;
  }
  expect(shown).toEqual([50, 45, 44, 43, 41, 40, 10, 2]);
});

test("a page that is read again asks and says the same", async () => {
  const { asked, fetchPart } = trails({ clinic: [50, 40, 10], identity: [45] });
  const first = await read(begin(["clinic", "identity"]), 2, fetchPart);
  const again = await read(first.next!, 5, fetchPart);
  expect(await read(first.next!, 5, fetchPart)).toEqual(again);
  expect(asked.filter((one) => one === "clinic 2")).toHaveLength(2);
});

test("trails that hold nothing are over at once", async () => {
  const page = await read(begin(["clinic", "notify"]), 5, trails({}).fetchPart);
  expect([page.entries, page.next, isOver(begin(["clinic"]))]).toEqual([[], null, false]);
});

test("one look at the page, kept by every trail, is told once; another person's look is told too", () => {
  const look = (area: AuditArea, second: number, who: string) => entry(area, second, { action: "audit.read", subject_type: "audit", actor_account_id: who });
  const told = once([look("clinic", 12, "a"), look("identity", 11, "a"), look("notify", 11, "b"), entry("clinic", 10), look("video-gate", 10, "a"), look("clinic", 0, "a")]);
  expect(told.map((one) => `${one.area} ${one.position}`)).toEqual(["clinic 12", "notify 11", "clinic 10", "clinic 0"]);
});
