/** The one way out to the services: typed by their documents, one renewal on 401, refusals as `Problem`. */
import createClient from "openapi-fetch";
import { Problem, problemFrom } from "./problem";
import { renew } from "./renewal";
import type { paths as ClinicPaths } from "./schema.clinic";
import type { paths as IdentityPaths } from "./schema.identity";
import type { paths as NotifyPaths } from "./schema.notify";
import type { paths as VideoGatePaths } from "./schema.video-gate";

// A 401 that signing in itself answers: no new token would change it.
const finalRefusals = new Set(["SIGN_IN_REFUSED", "TEMPORARY_PASSWORD_EXPIRED"]);

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    throw Problem.offline();
  }
}

async function mayRenew(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const body: unknown = await response.clone().json().catch(() => null);
  return !finalRefusals.has(problemFrom(response, body).reason);
}

/** Sends it; when the access token has run out, renews that once and sends it again. */
async function sendPatiently(request: Request): Promise<Response> {
  const began = Date.now();
  if (request.method !== "GET") request.headers.set("X-Anteroom-CSRF", "1");
  const again = request.clone();
  const response = await send(request);
  return (await mayRenew(response)) && (await renew(began)) ? send(again) : response;
}

const options = { fetch: sendPatiently, cache: "no-store" } as const;

export const identity = createClient<IdentityPaths>(options);
export const clinic = createClient<ClinicPaths>(options);
export const notify = createClient<NotifyPaths>(options);
export const videoGate = createClient<VideoGatePaths>(options);

interface Answer<T> { data?: T; error?: unknown; response: Response }

/** The body of an answer; throws its `Problem` when it is a refusal. */
export async function got<T>(answer: Promise<Answer<T>>): Promise<NonNullable<T>> {
  const { data, error, response } = await answer;
  if (!response.ok) throw problemFrom(response, error);
  return data as NonNullable<T>;
}

/** For what must not happen twice, however often it is sent: `headers: once()`. */
export function once(): { "Idempotency-Key": string } {
  return { "Idempotency-Key": crypto.randomUUID() };
}
