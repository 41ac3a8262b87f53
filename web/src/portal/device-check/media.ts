/** Camera and microphone: opening them, and what a refusal means. */
import type { DeviceOutcomes } from "@/api/types";

export type Outcome = DeviceOutcomes["camera"];
export type Kind = "video" | "audio";
export interface Opened { track: MediaStreamTrack | null; outcome: Outcome; /** The question was closed without an answer. */ dismissed: boolean }

const permission: Record<Kind, string> = { video: "camera", audio: "microphone" };

/** A DOMException of getUserMedia (W3C Media Capture, section 10.2) as an outcome. */
export function outcomeOf(error: unknown): Outcome {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "BLOCKED";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "ABSENT";
  return name === "NotReadableError" || name === "AbortError" ? "BUSY" : "FAILED";
}

/** "granted", "denied", "prompt"; null where the browser doesn't tell. */
export async function permitted(kind: Kind): Promise<PermissionState | null> {
  try {
    return (await navigator.permissions.query({ name: permission[kind] as PermissionName })).state;
  } catch {
    return null;
  }
}

async function open(kind: Kind, deviceId: string | undefined): Promise<Opened> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ [kind]: deviceId ? { deviceId: { exact: deviceId } } : true });
    return { track: stream.getTracks()[0] ?? null, outcome: "PASSED", dismissed: false };
  } catch (error) {
    const outcome = outcomeOf(error);
    return { track: null, outcome, dismissed: outcome === "BLOCKED" && (await permitted(kind)) === "prompt" };
  }
}

export type Choice = Partial<Record<Kind, string>>;

/** Both in one question; each alone where that fails, so that one's trouble isn't the other's. */
export async function openBoth(choice: Choice): Promise<Record<Kind, Opened>> {
  const wish = (kind: Kind) => (choice[kind] ? { deviceId: { exact: choice[kind] } } : true);
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: wish("video"), audio: wish("audio") });
    const of = (track: MediaStreamTrack | undefined): Opened => ({ track: track ?? null, outcome: "PASSED", dismissed: false });
    return { video: of(stream.getVideoTracks()[0]), audio: of(stream.getAudioTracks()[0]) };
  } catch (error) {
    const refused = outcomeOf(error) === "BLOCKED";
    const unanswered = refused && (await permitted("video")) === "prompt" && (await permitted("audio")) === "prompt";
    if (unanswered) return { video: { track: null, outcome: "BLOCKED", dismissed: true }, audio: { track: null, outcome: "BLOCKED", dismissed: true } };
    return { video: await open("video", choice.video), audio: await open("audio", choice.audio) };
  }
}

export interface Device { id: string; label: string }

/** The cameras or microphones there are; named only once one may be used. */
export async function devicesOf(kind: Kind): Promise<Device[]> {
  const all = await navigator.mediaDevices.enumerateDevices();
  return all.filter((one) => one.kind === `${kind}input` && one.deviceId && one.label).map((one) => ({ id: one.deviceId, label: one.label }));
}
