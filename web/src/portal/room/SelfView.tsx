/** The reader as their camera shows them, mirrored; what is off or can't be had, in words. */
import { useEffect, useRef } from "react";
import { useWords } from "@/app/words";
import { Button, Icon, TextButton } from "@/kit";
import type { DeviceState, OwnMedia } from "./useOwnMedia";

const missing = new Set<DeviceState>(["BLOCKED", "ABSENT", "BUSY", "FAILED"]);
export const isMissing = (state: DeviceState) => missing.has(state);

function Picture({ track }: { track: MediaStreamTrack }) {
  const t = useWords();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => { if (video.current) video.current.srcObject = new MediaStream([track]); }, [track]);
  return <video ref={video} autoPlay muted playsInline aria-label={t("portal.device.preview")} />;
}

/** What stands where there is no picture. */
function useSaid({ states }: OwnMedia): string {
  const t = useWords();
  if (states.video === "BLOCKED") return t("portal.device.blocked", { what: "camera" });
  if (states.video === "BUSY") return t("portal.device.busy", { what: "camera" });
  if (states.video === "ABSENT") return t("portal.device.absent", { what: "camera" });
  if (states.video === "opening") return t("portal.device.cameraTrying");
  return t("portal.room.cameraOff");
}

interface ViewProps { own: OwnMedia; onMend: () => void }

/** The picture, or why there is none and what mends that. */
function View({ own, onMend }: ViewProps) {
  const t = useWords();
  const said = useSaid(own);
  const track = own.states.video === "on" ? own.media.opened?.video.track : undefined;
  if (track) return <Picture track={track} />;
  return (
    <span className="p-tile-off">
      <Icon name={own.states.video === "opening" ? "video" : "videoOff"} size={28} />
      <span>{said}</span>
      {isMissing(own.states.video) && <TextButton onPress={onMend}>{t("portal.room.mend")}</TextButton>}
    </span>
  );
}

/** Among the others in the room. */
export function SelfTile({ own, onMend }: ViewProps) {
  const t = useWords();
  return (
    <li className="p-tile is-self">
      <View own={own} onMend={onMend} />
      <span className="p-tile-name">{own.states.audio !== "on" && own.states.audio !== "opening" && <Icon name="microphoneOff" size={16} />}<b>{t("portal.room.self")}</b></span>
    </li>
  );
}

/** Alone, in the waiting room, with what switches camera and microphone. */
export function SelfView({ own, onMend }: ViewProps) {
  const t = useWords();
  const { audio, video } = own.states;
  const press = (kind: "audio" | "video") => (isMissing(own.states[kind]) ? onMend() : own.turn(kind));
  return (
    <section className="p-own" aria-label={t("portal.room.own")}>
      <div className="p-tile p-own-view"><View own={own} onMend={onMend} />{video === "on" && <span className="p-tile-name">{t("portal.wait.onlyYou")}</span>}</div>
      <Button icon={audio === "on" ? "microphone" : "microphoneOff"} busy={audio === "opening"} onPress={() => press("audio")}>{audio === "on" ? t("portal.wait.micOn") : t("portal.wait.micOff")}</Button>
      <Button icon={video === "on" ? "video" : "videoOff"} busy={video === "opening"} onPress={() => press("video")}>{video === "on" ? t("portal.wait.cameraOn") : t("portal.wait.cameraOff")}</Button>
    </section>
  );
}
