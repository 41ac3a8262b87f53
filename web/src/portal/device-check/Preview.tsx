/** What the camera sees, as a mirror; and which camera and microphone to use, where there are several. */
import { useEffect, useRef, useState } from "react";
import { useWords } from "@/app/words";
import { Icon, Select } from "@/kit";
import { isTrouble } from "./useCheck";
import type { Check } from "./useCheck";

const DARKEST = 12;

/** The middle of a picture's brightness, 0 to 255, from a handful of its dots. */
function brightness(video: HTMLVideoElement): number {
  const canvas = Object.assign(document.createElement("canvas"), { width: 16, height: 12 });
  const drawing = canvas.getContext("2d");
  if (!drawing || video.videoWidth === 0) return 255;
  drawing.drawImage(video, 0, 0, 16, 12);
  const dots = drawing.getImageData(0, 0, 16, 12).data;
  return dots.reduce((sum, value, place) => (place % 4 === 3 ? sum : sum + value), 0) / (16 * 12 * 3);
}

function useDark(video: React.RefObject<HTMLVideoElement | null>, track: MediaStreamTrack | null): boolean {
  const [dark, setDark] = useState(false);
  useEffect(() => {
    const timer = track && setInterval(() => video.current && setDark(brightness(video.current) < DARKEST), 1000);
    return () => { if (timer) clearInterval(timer); setDark(false); };
  }, [video, track]);
  return dark;
}

function Picture({ track, onShown }: { track: MediaStreamTrack; onShown: () => void }) {
  const t = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const dark = useDark(video, track);
  useEffect(() => { if (video.current) video.current.srcObject = new MediaStream([track]); }, [track]);
  return (
    <>
      <video ref={video} autoPlay muted playsInline aria-label={t("portal.device.preview")} onTimeUpdate={onShown} onPlaying={onShown} />
      <span className="p-cam-tag" role="status">{dark ? t("portal.device.dark") : t("portal.device.seen")}</span>
    </>
  );
}

function Choose({ check, kind }: { check: Check; kind: "video" | "audio" }) {
  const t = useWords();
  const devices = check.media.devices[kind];
  const track = check.media.opened?.[kind].track;
  if (!track || devices.length < 2) return null;
  const used = track.getSettings().deviceId ?? null;
  return (
    <Select
      label={kind === "video" ? t("portal.device.camera") : t("portal.device.microphone")} value={used}
      options={devices.map(({ id, label }) => ({ value: id, label }))} onChange={(id) => check.choose(kind, id)}
    />
  );
}

export function Preview({ check }: { check: Check }) {
  const t = useWords();
  const track = check.media.opened?.video.track ?? null;
  return (
    <div className={`p-cam${track ? "" : " is-empty"}${isTrouble(check.parts.camera) ? " is-missing" : ""}`}>
      {track
        ? <Picture track={track} onShown={check.show} />
        : <><Icon name={check.begun ? "videoOff" : "video"} size={64} /><span className="p-cam-tag">{t("portal.device.noPicture")}</span></>}
    </div>
  );
}

/** Under the checks, where coming late they move nothing. */
export function Choices({ check }: { check: Check }) {
  return <><Choose check={check} kind="video" /><Choose check={check} kind="audio" /></>;
}
