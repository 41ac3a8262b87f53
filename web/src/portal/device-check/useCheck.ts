/** The check as a whole: each part's state, and what can be pressed. */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { browsersQuery, useReportDevice } from "@/api/devices";
import type { DeviceOutcomes } from "@/api/types";
import { browserTrouble } from "@/app/trouble";
import { missing } from "@/app/capabilities";
import { tryConnection } from "./connection";
import type { Connection } from "./connection";
import type { Choice, Kind, Opened, Outcome } from "./media";
import { listen } from "./sound";
import { useMedia } from "./useMedia";

export type Part = "waiting" | "trying" | Outcome;
export type Parts = Record<keyof DeviceOutcomes, Part>;

// How long an open camera may show nothing, an open microphone hear nothing.
const DARK = 6_000;
const SILENT = 10_000;
const STILL = 1_200;

/** True once `happened` was called for this track; false when it wasn't within `limit`; null meanwhile. */
function useWithin(track: MediaStreamTrack | null | undefined, limit: number): [boolean | null, () => void] {
  const [known, setKnown] = useState<{ track: MediaStreamTrack; happened: boolean } | null>(null);
  useEffect(() => {
    if (!track) return;
    const timer = setTimeout(() => setKnown((before) => (before?.track === track ? before : { track, happened: false })), limit);
    return () => clearTimeout(timer);
  }, [track, limit]);
  const happened = useCallback(() => { if (track) setKnown((before) => (before?.track === track && before.happened ? before : { track, happened: true })); }, [track]);
  return [known && known.track === track ? known.happened : null, happened];
}

/** Whether the microphone was heard, and how loud it is now. */
export function useHearing(track: MediaStreamTrack | null | undefined): { heard: boolean | null; steps: number } {
  const [heard, hear] = useWithin(track, SILENT);
  const [steps, setSteps] = useState(0);
  useEffect(() => (track ? listen(track, (loud, audible) => { setSteps(loud); if (audible) hear(); }) : undefined), [track, hear]);
  return { heard, steps };
}

function partOf(opened: Opened | undefined, opening: boolean, works: boolean | null): Part {
  if (opening) return "trying";
  if (!opened) return "waiting";
  if (opened.outcome !== "PASSED") return opened.outcome;
  return works === null ? "trying" : works ? "PASSED" : "FAILED";
}

const settled = (part: Part): part is Outcome => part !== "waiting" && part !== "trying";

/** Tells the practice once every part but the chime is known, and again when something changes. */
function useReporting(parts: Parts): void {
  const { mutate } = useReportDevice();
  const sent = useRef("");
  const { sound, ...others } = parts;
  const outcomes = JSON.stringify({ ...others, sound: settled(sound) ? sound : "SKIPPED" });
  const ready = Object.values(others).every(settled);
  useEffect(() => {
    if (!ready || sent.current === outcomes) return;
    const timer = setTimeout(() => { sent.current = outcomes; mutate(JSON.parse(outcomes) as DeviceOutcomes); }, STILL);
    return () => clearTimeout(timer);
  }, [ready, outcomes, mutate]);
}

function useConnection(): { connection: Connection | "trying" | null; connect: () => void } {
  const [connection, setConnection] = useState<Connection | "trying" | null>(null);
  const connect = useCallback(() => { setConnection("trying"); void tryConnection().then(setConnection); }, []);
  return { connection, connect };
}

const connectionPart = (connection: Connection | "trying" | null): Part =>
  connection === null ? "waiting" : connection === "trying" ? "trying" : connection.outcome;

export function useCheck() {
  const { media, begin: open } = useMedia();
  const [begun, setBegun] = useState(false);
  const [heardChime, setHeardChime] = useState<boolean | null>(null);
  const { connection, connect } = useConnection();
  const list = useQuery(browsersQuery);
  const trouble = browserTrouble(navigator.userAgent, missing(), list.data);
  const { opened, opening } = media;
  const [shown, show] = useWithin(opened?.video.track, DARK);
  const hearing = useHearing(opened?.audio.track);
  const parts: Parts = {
    camera: partOf(opened?.video, opening, shown),
    microphone: partOf(opened?.audio, opening, hearing.heard),
    sound: heardChime === null ? "waiting" : heardChime ? "PASSED" : "FAILED",
    connection: connectionPart(connection),
    browser: !begun ? "waiting" : list.isPending ? "trying" : trouble === null ? "PASSED" : trouble.kind === "inside-an-app" ? "BLOCKED" : "FAILED",
  };
  useReporting(parts);
  const begin = () => { setBegun(true); open({}); connect(); };
  const choose = (kind: Kind, id: string) => open({ ...media.choice, [kind]: id } satisfies Choice);
  return { begun, begin, again: () => open(media.choice), choose, connect, connection, media, parts, show, hearing, heardChime, setHeardChime, trouble };
}

export type Check = ReturnType<typeof useCheck>;
export const isTrouble = (part: Part) => settled(part) && part !== "PASSED" && part !== "SKIPPED";
