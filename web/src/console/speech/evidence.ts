/** The evidence of a finding, as a short sentence for staff: who, what, since when. */
import type { ReportFinding } from "@/api/types";
import { dayAndClock, inLine } from "@/app/when";
import type { WordId, WordValues } from "@/app/words";
import { domainOf, isDead } from "./mail";
import { dayOf } from "./short";
import { useVocabulary } from "./vocabulary";

export type Evidence = Record<string, unknown>;
/** Whose finding it is; self: the client, acting for themself. */
export type Names = { client: string; person: string; self: boolean };

export const textOf = (evidence: Evidence, key: string): string => (typeof evidence[key] === "string" ? evidence[key] : "");
export const listOf = (evidence: Evidence, key: string): string[] => (Array.isArray(evidence[key]) ? (evidence[key] as unknown[]).map(String) : []);
export const joined = (...parts: (string | false | undefined)[]) => parts.filter(Boolean).join(" ");
const when = (instant: string) => (instant ? inLine(instant) : "");

interface Telling {
  evidence: Evidence; names: Names; ok: boolean;
  say: (id: WordId, values?: WordValues) => string;
  named: ReturnType<typeof useVocabulary>["named"];
}
type Speak = (telling: Telling) => string;

const byWhom = ({ evidence, say }: Telling) => {
  const by = textOf(evidence, "by");
  return by && say("console.evidence.by", { name: by });
};

const stoppedWords = (reason: string, state: string): WordId => {
  if (state === "COMPLAINED") return "console.evidence.complained";
  return isDead(reason, state) ? "console.evidence.stopped" : "console.evidence.cameBack";
};

const address: Speak = ({ evidence, say, named }) => {
  const email = textOf(evidence, "email");
  const others = listOf(evidence, "shared_with");
  const login = textOf(evidence, "login_email");
  if (!email) return say("console.evidence.noAddress");
  if (evidence.stopped === true) return say(stoppedWords(textOf(evidence, "reason"), textOf(evidence, "state")), { email, reason: named("mail", textOf(evidence, "reason") || "UNKNOWN", { domain: domainOf(email) }) });
  if (login && login.toLowerCase() !== email.toLowerCase()) return say("console.evidence.otherLogin", { email, login });
  return others.length ? say("console.evidence.shared", { email, names: others.join(", ") }) : say("console.evidence.address", { email });
};

const welcomeEmail: Speak = ({ evidence, say, named, names }) => {
  const refused = textOf(evidence, "refuse_reason");
  if (refused) return say("console.welcome.why", { reason: named("welcome", refused, { client: names.client, when: "" }) });
  if (evidence.elsewhere === true) return say("console.evidence.sentElsewhere", { email: textOf(evidence, "to_address") });
  const state = textOf(evidence, "mail_state");
  const reason = textOf(evidence, "reason");
  const to = domainOf(textOf(evidence, "to_address"));
  if (state === "SENT") return `${named("mail", state)}. ${say("console.welcome.notDelivered")}.`;
  if (state) return `${named("mail", state)}${reason ? say("console.evidence.because", { reason: named("mail", reason, { domain: to }) }) : ""}`;
  return say(textOf(evidence, "requested_time") ? "console.welcome.requested" : "console.evidence.neverSent");
};

const links: Record<string, WordId> = {
  LIVE: "console.evidence.linkLive", EXPIRED: "console.evidence.linkExpired", REDEEMED: "console.evidence.linkUsed",
  SUPERSEDED: "console.evidence.linkSuperseded", REVOKED: "console.evidence.linkRevoked",
};
const link: Speak = ({ evidence, say }) => say(links[textOf(evidence, "state")] ?? "console.evidence.noLink", { when: when(textOf(evidence, "expire_time")) });

const password: Speak = ({ evidence, say, names }) => {
  const until = textOf(evidence, "expire_time");
  const lapsed = until !== "" && new Date(until).getTime() < Date.now();
  if (evidence.offered === true) return say("console.evidence.offered", { person: names.person });
  if (textOf(evidence, "password") === "TEMPORARY") return say(lapsed ? "console.evidence.passwordLapsed" : "console.evidence.passwordTemporary", { when: when(until) });
  return say(textOf(evidence, "password") === "SET" ? "console.evidence.passwordSet" : "console.evidence.passwordNone", { person: names.person });
};

const signIn: Speak = ({ evidence, say, names, ok, named }) => {
  if (!ok && textOf(evidence, "refuse_time")) return say("console.evidence.signInRefused", { reason: named("reason", textOf(evidence, "refuse_reason")) });
  return textOf(evidence, "sign_in_time") ? say("console.evidence.signedIn") : say("console.evidence.neverSignedIn", { person: names.person });
};

const browser: Speak = ({ evidence, say, ok }) => {
  const name = textOf(evidence, "browser");
  if (!name) return say("console.evidence.noBrowser");
  return say(ok ? "console.evidence.browser" : "console.evidence.browserOld", { browser: name });
};

const device: Speak = ({ evidence, say, named, ok }) => {
  if (!textOf(evidence, "check_time")) return say(textOf(evidence, "ask_time") ? "console.evidence.deviceAsked" : "console.evidence.deviceNever", { when: when(textOf(evidence, "ask_time")) });
  if (evidence.been_in === true) return say("console.evidence.deviceBeenIn");
  if (ok) return say("console.evidence.deviceFine");
  const found = say("console.evidence.device", { troubles: listOf(evidence, "troubles").map((one) => named("reason", one)).join(", ") });
  return joined(found, textOf(evidence, "ask_time") && say("console.evidence.deviceAskedAgain", { when: when(textOf(evidence, "ask_time")) }));
};

const consent: Speak = (telling) => {
  const { evidence, say, names, named } = telling;
  const state = textOf(evidence, "state");
  if (state === "WITHDRAWN") return joined(say("console.evidence.withdrawn", { client: names.client }), byWhom(telling));
  if (state === "MISSING" && names.self) return say("console.evidence.noConsentSelf", { person: names.person });
  if (state === "MISSING") return say(evidence.may_ask === false ? "console.evidence.noConsentDesk" : "console.evidence.noConsent", { client: names.client, person: names.person });
  if (evidence.other_session === true) return say("console.evidence.consentOther", { client: names.client });
  const how = textOf(evidence, "how");
  return joined(how ? named("how", how) : say("console.evidence.consent", { client: names.client }), byWhom(telling), Boolean(evidence.session_id) && say("console.consent.oneSession"));
};

const chart: Speak = ({ evidence, say, names }) => {
  if (evidence.active === false) return say("console.evidence.clientArchived", { client: names.client });
  const end = textOf(evidence, "end_date");
  const values = { client: names.client, person: names.person, when: end ? dayOf(end) : "" };
  if (evidence.in_force === false) return say(textOf(evidence, "end_reason") === "COMES_OF_AGE" ? "console.evidence.ofAge" : "console.evidence.rightsEnded", values);
  return end ? say("console.evidence.rightsUntil", values) : say("console.evidence.clientActive", values);
};

const reminders: Record<string, WordId> = {
  PLANNED: "console.evidence.reminderPlanned", ON_ITS_WAY: "console.evidence.reminderUnderWay", SENT: "console.evidence.reminderSent",
  SKIPPED: "console.evidence.reminderSkipped", OFF: "console.evidence.reminderOff",
};
const reminder: Speak = ({ evidence, say, named, names }) => {
  const due = when(textOf(evidence, "due_time"));
  const state = textOf(evidence, "state");
  if (state !== "UNREACHABLE") return say(reminders[state] ?? "console.evidence.reminderOff", { when: due });
  const reason = named("mail", textOf(evidence, "reason"));
  return say(due ? "console.evidence.reminderWont" : "console.evidence.reminderDidNot", { when: due, person: names.person, reason });
};

const speakers: Partial<Record<ReportFinding["code"], Speak>> = {
  ONLINE_ACCESS: (telling) => joined(telling.say(telling.ok ? "console.evidence.on" : "console.evidence.off", { client: telling.names.client }), byWhom(telling)),
  EMAIL_NOTIFICATIONS: (telling) => joined(telling.say(telling.ok ? "console.evidence.on" : "console.evidence.mailOff", { client: telling.names.client }), byWhom(telling)),
  ADDRESS: address, WELCOME_EMAIL: welcomeEmail, LINK: link, PASSWORD: password, SIGN_IN: signIn, BROWSER: browser, DEVICE: device, CONSENT: consent, CLIENT: chart, REMINDER: reminder,
  LOCK: ({ ok, say, names, evidence }) => say(ok ? "console.evidence.notLocked" : textOf(evidence, "account_state") === "DISABLED" ? "console.evidence.disabled" : "console.evidence.locked", { person: names.person }),
  SESSION: ({ evidence, say }) => (textOf(evidence, "start_time") ? dayAndClock(textOf(evidence, "start_time")) : say("console.evidence.noSession")),
};

export function useEvidence() {
  const { t, named } = useVocabulary();
  return ({ code, evidence, severity }: ReportFinding, names: Names): string => speakers[code]?.({ evidence, names, ok: severity === "OK", say: t, named }) ?? "";
}
