/** The parts of the check, one line each: what is true of it, and what mends it. */
import type { ReactNode } from "react";
import { useState } from "react";
import { browserOf } from "@/app/browser";
import { useWords } from "@/app/words";
import type { WordId } from "@/app/words";
import { Button, Icon } from "@/kit";
import type { IconName } from "@/kit";
import { BrowserHelp } from "../parts/BrowserHelp";
import { Mend } from "./Mend";
import type { Kind } from "./media";
import { chime } from "./sound";
import { unblockSteps } from "./steps";
import { isTrouble } from "./useCheck";
import type { Check, Part } from "./useCheck";

interface RowProps { part: Part; icon: IconName; title: string; text: string; aside?: ReactNode; children?: ReactNode }

function Row({ part, icon, title, text, aside, children }: RowProps) {
  const t = useWords();
  const state = part === "PASSED" ? "ok" : isTrouble(part) ? "block" : "quiet";
  const word: Record<typeof state, WordId> = { ok: "portal.device.works", block: "portal.device.mend", quiet: part === "trying" ? "portal.device.trying" : "portal.device.waiting" };
  return (
    <li className={`is-${state}`}>
      <Icon name={icon} size={22} />
      <span><b>{title}</b><span className="k-unseen">{`: ${t(word[state])}`}</span><small>{text}</small></span>
      <span className="p-check-end">{aside ?? (part === "PASSED" ? <Icon name="check" size={20} /> : part === "trying" ? <span className="k-spin" /> : null)}</span>
      {children}
    </li>
  );
}

const families: Record<Kind, "camera" | "microphone"> = { video: "camera", audio: "microphone" };
const mends: Partial<Record<Part, WordId>> = { BUSY: "portal.mend.busy", ABSENT: "portal.mend.absent" };

function Steps({ check, kind, first }: { check: Check; kind: Kind; first: boolean }) {
  const { opened, opening } = check.media;
  const part = check.parts[families[kind]];
  const both = opened?.video.outcome === "BLOCKED" && opened.audio.outcome === "BLOCKED";
  // One switch after the other in the same place: said once, at the camera.
  if (!isTrouble(part) || (both && kind === "audio")) return null;
  const blocked = opened?.[kind].dismissed ? "portal.mend.dismissed" : unblockSteps(browserOf(navigator.userAgent));
  const failed = kind === "video" ? "portal.mend.camera" : "portal.mend.microphone";
  const steps = part === "BLOCKED" ? blocked : (mends[part] ?? failed);
  return <Mend steps={steps} values={{ what: both ? "both" : families[kind] }} again={check.again} busy={opening} first={first} />;
}

function useDeviceWords(kind: Kind, part: Part, browser: string): [title: string, text: string] {
  const t = useWords();
  const what = families[kind];
  const passed = kind === "video" ? "portal.device.cameraWorks" : "portal.device.heard";
  const trying = kind === "video" ? "portal.device.cameraTrying" : "portal.device.speak";
  const failed = kind === "video" ? "portal.device.cameraDark" : "portal.device.silent";
  if (!isTrouble(part)) return [t("portal.device.part", { what }), part === "PASSED" ? t(passed) : part === "trying" ? t(trying) : t("portal.device.notYet")];
  if (part === "BLOCKED") return [t("portal.device.blocked", { what }), browser ? t("portal.device.blockedBy", { browser }) : t("portal.device.blockedHere")];
  if (part === "BUSY") return [t("portal.device.busy", { what }), t("portal.device.busyWhy")];
  if (part === "ABSENT") return [t("portal.device.absent", { what }), t("portal.device.absentWhy")];
  return [t("portal.device.part", { what }), t(failed)];
}

function Level({ steps }: { steps: number }) {
  const t = useWords();
  const bars = [1, 2, 3, 4, 5, 6];
  return (
    <span className="p-level" role="meter" aria-label={t("portal.device.level")} aria-valuemin={0} aria-valuemax={6} aria-valuenow={steps}>
      {bars.map((bar) => <i key={bar} className={bar <= steps ? "is-on" : ""} />)}
    </span>
  );
}

function DeviceRow({ check, kind, first }: { check: Check; kind: Kind; first: boolean }) {
  const part = check.parts[families[kind]];
  const [title, text] = useDeviceWords(kind, part, browserOf(navigator.userAgent)?.name ?? "");
  const icon = kind === "audio" ? "microphone" : isTrouble(part) ? "videoOff" : "video";
  const listening = kind === "audio" && Boolean(check.media.opened?.audio.track);
  return (
    <Row part={part} icon={icon} title={title} text={text} aside={listening ? <Level steps={check.hearing.steps} /> : undefined}>
      <Steps check={check} kind={kind} first={first} />
    </Row>
  );
}

function SoundRow({ check }: { check: Check }) {
  const t = useWords();
  const [played, setPlayed] = useState<"no" | "playing" | "yes">("no");
  const play = () => { setPlayed("playing"); check.setHeardChime(null); void chime().then(() => setPlayed("yes"), () => setPlayed("yes")); };
  const part = check.parts.sound;
  const text = { PASSED: t("portal.device.chimeHeard"), FAILED: t("portal.device.chimeNotHeard") }[part as "PASSED" | "FAILED"] ?? (played === "yes" ? t("portal.device.chimeAsk") : t("portal.device.chimeHelp"));
  return (
    <Row part={played === "playing" ? "trying" : part} icon="sound" title={t("portal.device.sound")} text={text}>
      {part === "FAILED" && <Mend steps="portal.mend.sound" again={play} busy={played === "playing"} />}
      {part === "waiting" && played !== "yes" && <div className="p-mend"><Button size="small" icon="sound" busy={played === "playing"} onPress={play}>{t("portal.device.play")}</Button></div>}
      {part === "waiting" && played === "yes" && (
        <div className="p-mend is-row">
          <Button size="small" onPress={() => check.setHeardChime(true)}>{t("portal.device.yes")}</Button>
          <Button size="small" onPress={() => check.setHeardChime(false)}>{t("portal.device.no")}</Button>
          <Button size="small" kind="quiet" icon="again" onPress={play}>{t("portal.device.playAgain")}</Button>
        </div>
      )}
    </Row>
  );
}

function ConnectionRow({ check, first }: { check: Check; first: boolean }) {
  const t = useWords();
  const { connection, parts: { connection: part } } = check;
  const trip = connection && connection !== "trying" ? connection.trip : null;
  const slow = trip === null ? t("portal.device.noAnswer") : t("portal.device.slow", { ms: trip });
  const text = part === "PASSED" ? t("portal.device.connected", { ms: trip ?? 0 }) : part === "FAILED" ? slow : part === "BLOCKED" ? t("portal.device.callsBlocked") : t("portal.device.notYet");
  return (
    <Row part={part} icon={part === "FAILED" ? "noConnection" : "connection"} title={t("portal.device.connection")} text={text}>
      {isTrouble(part) && <Mend steps={part === "BLOCKED" ? "portal.mend.calls" : "portal.mend.slow"} again={check.connect} first={first} />}
    </Row>
  );
}

function BrowserRow({ check }: { check: Check }) {
  const t = useWords();
  const mine = browserOf(navigator.userAgent);
  const name = mine ? [`${mine.name} ${mine.version}`, mine.system].filter(Boolean) : [];
  const text = name.length === 2 ? t("portal.device.browserOn", { browser: name[0]!, system: name[1]! }) : (name[0] ?? t("portal.device.browserUnknown"));
  return (
    <Row part={check.parts.browser} icon="globe" title={t("portal.device.browser")} text={text}>
      {check.begun && check.trouble && <div className="p-mend"><BrowserHelp trouble={check.trouble} /></div>}
    </Row>
  );
}

export function Rows({ check }: { check: Check }) {
  const { camera, microphone, connection } = check.parts;
  return (
    <ul className="p-checks">
      <DeviceRow check={check} kind="video" first />
      <DeviceRow check={check} kind="audio" first={!isTrouble(camera)} />
      <SoundRow check={check} />
      <ConnectionRow check={check} first={!isTrouble(camera) && !isTrouble(microphone) && isTrouble(connection)} />
      <BrowserRow check={check} />
    </ul>
  );
}
