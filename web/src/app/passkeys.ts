/** Passkeys: the browser's own functions, by the services' JSON forms of what goes in and comes out. */

type Options = Record<string, unknown>;
type Answer = Record<string, unknown>;

/** Whether this browser can make and use them. */
export const hasPasskeys = typeof PublicKeyCredential !== "undefined" && "parseCreationOptionsFromJSON" in PublicKeyCredential;

/** Nobody answered: dismissed, timed out, or no passkey of this account is here. */
export class NoPasskey extends Error {}

async function answerOf(asking: Promise<Credential | null>): Promise<Answer> {
  const credential = await asking.catch(() => null);
  if (!(credential instanceof PublicKeyCredential)) throw new NoPasskey();
  return credential.toJSON() as unknown as Answer;
}

export function makePasskey(options: Options): Promise<Answer> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as unknown as PublicKeyCredentialCreationOptionsJSON);
  return answerOf(navigator.credentials.create({ publicKey }));
}

/** mediation "conditional": offered among what the browser fills in; answers whenever the person takes it. */
export function askForPasskey(options: Options, more: Pick<CredentialRequestOptions, "mediation" | "signal"> = {}): Promise<Answer> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as unknown as PublicKeyCredentialRequestOptionsJSON);
  return answerOf(navigator.credentials.get({ publicKey, ...more }));
}

/** Whether the browser offers passkeys where an address is typed. */
export async function fillsInPasskeys(): Promise<boolean> {
  return hasPasskeys && Boolean(await PublicKeyCredential.isConditionalMediationAvailable?.().catch(() => false));
}
