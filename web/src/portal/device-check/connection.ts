/** The way to the practice, as far as it can be tried without the video service: round trips, and a call from this page to itself. */

const TRIPS = 5;
const SLOW = 400;
const PATIENCE = 4_000;

export interface Connection { outcome: "PASSED" | "BLOCKED" | "FAILED"; /** Milliseconds there and back; null: no answer came. */ trip: number | null }

async function trip(): Promise<number> {
  const began = performance.now();
  await fetch("/api/clinic/v1/practice", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  return performance.now() - began;
}

/** The middle of a few trips; the first opens the connection and doesn't count. */
async function usualTrip(): Promise<number | null> {
  const times: number[] = [];
  try {
    await trip();
    for (let made = 0; made < TRIPS; made += 1) times.push(await trip());
  } catch {
    return null;
  }
  return Math.round(times.sort((a, b) => a - b)[Math.floor(TRIPS / 2)]!);
}

type Call = "connected" | "blocked" | "unknown";

/**
 * Two ends on this page call each other (ICE, RFC 8445). Blocked: the browser finds itself no address, as when an extension or a policy
 * forbids calls. Where it hides its addresses (they end in .local) silence proves nothing.
 */
async function callOneself(): Promise<Call> {
  const [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()];
  let found = 0;
  let hidden = false;
  const introduce = (from: RTCPeerConnection, to: RTCPeerConnection) => from.addEventListener("icecandidate", ({ candidate }) => {
    if (!candidate?.candidate) return;
    found += 1;
    hidden ||= candidate.candidate.includes(".local");
    void to.addIceCandidate(candidate).catch(() => {});
  });
  introduce(here, there);
  introduce(there, here);
  try {
    const open = new Promise<boolean>((resolve) => { here.createDataChannel("try").onopen = () => resolve(true); setTimeout(resolve, PATIENCE, false); });
    await here.setLocalDescription();
    await there.setRemoteDescription(here.localDescription!);
    await there.setLocalDescription();
    await here.setRemoteDescription(there.localDescription!);
    if (await open) return "connected";
    return found === 0 || !hidden ? "blocked" : "unknown";
  } catch {
    return "blocked";
  } finally {
    here.close();
    there.close();
  }
}

export async function tryConnection(): Promise<Connection> {
  const [time, call] = await Promise.all([usualTrip(), callOneself()]);
  if (time === null || time > SLOW) return { outcome: "FAILED", trip: time };
  return { outcome: call === "blocked" ? "BLOCKED" : "PASSED", trip: time };
}
