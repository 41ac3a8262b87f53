/** Kinds of acts as people ask for them, and the acts that the trails know under each. */
import type { IconName } from "@/kit";

export const kinds = {
  ACCESS: ["online_access.on", "online_access.off", "email_notifications.on", "email_notifications.off", "rights.began", "rights.ended", "contact.linked", "relationship.changed", "relationship.merged"],
  CONSENT: ["consent.granted", "consent.withdrawn", "terms.accepted"],
  MAIL: [
    "welcome.requested", "welcome.refused", "mail.sent", "mail.delivered", "mail.deferred", "mail.bounced", "mail.complained", "mail.suppressed", "mail.held",
    "mail.cancelled", "mail.queued",
  ],
  SIGN_IN: ["sign_in.succeeded", "sign_in.half", "sign_in.refused", "second_step.refused", "login_session.ended", "call.raised", "call.answered", "call.closed"],
  PASSWORD: [
    "temporary_password.set", "password.changed", "reset.requested", "reset.capped", "link.issued", "link.redeemed", "link.revoked", "link.superseded", "link.expired",
    "code.issued", "code.redeemed", "code.stopped", "code.revoked", "code.expired", "code.superseded", "email.changed", "account.locked", "account.unlocked",
    "second_factor.added", "second_factor.removed", "second_factor.reset", "recovery_codes.made",
  ],
  SESSION: ["session.booked", "session.changed", "session.merged", "session.cancelled", "join.granted", "join.refused", "participant.removed", "guest.invited", "guest.revoked", "guest.joined", "guest.refused", "device_check.asked"],
  CHART: [
    "client.added", "client.changed", "client.merged", "client.merged_away", "duplicate.dismissed", "duplicate.restored", "contact.added", "contact.changed", "contact.merged", "import.begun", "import.started", "import.finished", "bulk_welcome.started", "bulk_welcome.finished", "bulk_welcome.cancelled",
    "import.discarded", "import.forgotten", "binding.bound", "binding.offered", "binding.unbound", "offer.accepted", "offer.declined",
  ],
  PRACTICE: ["practice.opened", "settings.changed", "staff.invited", "staff.changed", "staff.left", "template.changed", "template.restored", "template.tested"],
  AUDIT: ["audit.read", "audit.exported", "permission.refused"],
} satisfies Record<string, string[]>;

export type Kind = keyof typeof kinds;
export const isKind = (value: unknown): value is Kind => typeof value === "string" && value in kinds;

const icons: Record<Kind, IconName> = {
  ACCESS: "sliders", CONSENT: "pen", MAIL: "mail", SIGN_IN: "doorOpen", PASSWORD: "key", SESSION: "video", CHART: "people", PRACTICE: "badge", AUDIT: "list",
};
const kindOf = new Map(Object.entries(kinds).flatMap(([kind, acts]) => acts.map((act) => [act, kind as Kind])));

const stopped = /\.(refused|bounced|complained|suppressed|held|capped|locked|removed|withdrawn|off|ended)$/;

/** The sign beside an entry, and whether it is about a no. */
export const look = (action: string): { icon: IconName; stopped: boolean } => ({ icon: icons[kindOf.get(action) ?? "CHART"], stopped: stopped.test(action) });
