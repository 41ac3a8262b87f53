/** What a video session needs of a browser, found out by trying: not by its version. */

export type Need = "calls" | "camera" | "sound" | "display";
type Scope = typeof globalThis;

const tries: Record<Need, (scope: Scope) => boolean> = {
  calls: (scope) => typeof scope.RTCPeerConnection === "function" && "addTransceiver" in scope.RTCPeerConnection.prototype,
  camera: (scope) => typeof scope.navigator.mediaDevices?.getUserMedia === "function",
  sound: (scope) => typeof scope.AudioContext === "function",
  display: (scope) => typeof scope.CSS?.supports === "function" && scope.CSS.supports("aspect-ratio", "1") && scope.CSS.supports("selector(:focus-visible)"),
};

/** What is missing here, in the order in which it is missed. */
export function missing(scope: Scope = globalThis): Need[] {
  return (Object.keys(tries) as Need[]).filter((need) => !tries[need](scope));
}
