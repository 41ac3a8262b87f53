/** The camera and the microphone in use on this page; let go when it is left. */
import { useCallback, useEffect, useRef, useState } from "react";
import { devicesOf, openBoth } from "./media";
import type { Choice, Device, Kind, Opened } from "./media";

export interface Media { opening: boolean; opened: Record<Kind, Opened> | null; devices: Record<Kind, Device[]>; choice: Choice }
const NOTHING: Media = { opening: false, opened: null, devices: { video: [], audio: [] }, choice: {} };

const tracksOf = (opened: Record<Kind, Opened>) => [opened.video.track, opened.audio.track].filter((track) => track !== null);

/** Answers "granted" given after a refusal, in the browser's own settings, by trying again. */
function useGranted(again: () => void): void {
  useEffect(() => {
    const watched: PermissionStatus[] = [];
    const change = (event: Event) => { if ((event.target as PermissionStatus).state === "granted") again(); };
    let left = false;
    for (const name of ["camera", "microphone"]) {
      void navigator.permissions?.query({ name: name as PermissionName }).then((status) => {
        if (left) return;
        status.addEventListener("change", change);
        watched.push(status);
      }).catch(() => {});
    }
    return () => { left = true; watched.forEach((status) => status.removeEventListener("change", change)); };
  }, [again]);
}

export function useMedia(): { media: Media; begin: (choice?: Choice) => void } {
  const [media, setMedia] = useState(NOTHING);
  const turn = useRef(0);
  const held = useRef<MediaStreamTrack[]>([]);
  const letGo = useCallback(() => { turn.current += 1; held.current.forEach((track) => track.stop()); held.current = []; }, []);
  useEffect(() => letGo, [letGo]);

  const begin = useCallback(async (choice: Choice = {}) => {
    letGo();
    const mine = turn.current;
    setMedia((before) => ({ ...before, opening: true, choice }));
    const opened = await openBoth(choice);
    if (mine !== turn.current) return tracksOf(opened).forEach((track) => track.stop());
    held.current = tracksOf(opened);
    const [video, audio] = await Promise.all([devicesOf("video"), devicesOf("audio")]);
    if (mine === turn.current) setMedia({ opening: false, opened, devices: { video, audio }, choice });
  }, [letGo]);

  const { opened, choice } = media;
  const refused = opened?.video.outcome === "BLOCKED" || opened?.audio.outcome === "BLOCKED";
  const again = useCallback(() => { if (refused) void begin(choice); }, [begin, refused, choice]);
  useGranted(again);
  return { media, begin: useCallback((next?: Choice) => void begin(next), [begin]) };
}
