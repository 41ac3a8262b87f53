/** The reader's own camera and microphone in the room: asked for at once, then on or off as they choose. */
import { useEffect, useState } from "react";
import type { Kind } from "../device-check/media";
import { useMedia } from "../device-check/useMedia";

/** What of a device is to be seen: on, off by its holder's wish, being opened, or not to be had. */
export type DeviceState = "on" | "off" | "opening" | "BLOCKED" | "ABSENT" | "BUSY" | "FAILED";

export function useOwnMedia() {
  const { media, begin } = useMedia();
  const [wanted, setWanted] = useState<Record<Kind, boolean>>({ video: true, audio: true });
  useEffect(() => { begin({}); }, [begin]);
  const { opened, opening, choice } = media;
  const [audio, video] = [opened?.audio.track, opened?.video.track];
  useEffect(() => { if (audio) audio.enabled = wanted.audio; }, [audio, wanted.audio]);
  // Stopped, not only hidden: its light goes out.
  useEffect(() => { if (!wanted.video) video?.stop(); }, [video, wanted.video]);

  const stateOf = (kind: Kind): DeviceState => {
    if (!opened || opening) return "opening";
    const { outcome } = opened[kind];
    if (outcome !== "PASSED") return outcome === "SKIPPED" ? "FAILED" : outcome;
    return wanted[kind] ? "on" : "off";
  };
  const turn = (kind: Kind) => {
    setWanted({ ...wanted, [kind]: !wanted[kind] });
    if (kind === "video" && !wanted.video) begin(choice);
  };
  const choose = (kind: Kind, id: string) => begin({ ...choice, [kind]: id });
  return { media, states: { video: stateOf("video"), audio: stateOf("audio") }, turn, choose, again: () => begin(choice) };
}

export type OwnMedia = ReturnType<typeof useOwnMedia>;
