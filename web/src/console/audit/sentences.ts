/** An entry as people say it: who did what for whom, why and from where. */
import type { AreaEntry } from "@/api/audit";
import type { NameShown } from "@/api/types";
import { dayAndClock } from "@/app/when";
import { listOf, textOf } from "../speech/evidence";
import { useVocabulary } from "../speech/vocabulary";

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Everything in an entry that a name may stand for. */
export function idsOf(entry: AreaEntry): string[] {
  const told = [...entry.subject_id.split("/"), entry.actor_account_id ?? "", textOf(entry.detail, "contact_id"), ...listOf(entry.detail, "client_ids"), ...listOf(entry.detail, "contact_ids")];
  return told.filter((one) => ID.test(one));
}

export type Names = Map<string, string[]>;

/** A guest has no login and stands in no list; entries of before said "account" of them. */
const isGuests = ({ subject_type, detail }: AreaEntry) => subject_type === "guest" || textOf(detail, "kind") === "GUEST_INVITATION";

/** What the entries themselves say of guests: the sessions' trail names whoever was invited. */
export function guestNames(entries: AreaEntry[], names: Names): Names {
  for (const { detail } of entries) if (textOf(detail, "guest_id") && textOf(detail, "name")) names.set(textOf(detail, "guest_id"), [textOf(detail, "name")]);
  return names;
}

/** A name for each id; several where one login answers for several people. Staff are called by their staff name alone. */
export function asNames(found: NameShown[], names: Names = new Map()): Names {
  for (const { id, kind, name } of found) {
    const isStaff = found.some((one) => one.id === id && one.kind === "STAFF");
    if (isStaff && kind === "LOGIN") continue;
    const known = names.get(id) ?? [];
    if (!known.includes(name)) names.set(id, [...known, name]);
  }
  return names;
}

export interface Said { what: string; detail: string; address: string; who: string; whom: string }

export function useSentences() {
  const { t, named, knows } = useVocabulary();
  const nameOf = (id: string, names: Names) => names.get(id)?.join(", ") ?? t("console.audit.gone", { id: id.slice(0, 8) });

  const actor = (entry: AreaEntry, names: Names) => {
    if (entry.actor_account_id) return nameOf(entry.actor_account_id, names);
    if (entry.origin === "command") return t("console.audit.operator");
    return t(entry.origin === "http" || entry.origin === "grpc" ? "console.audit.nobody" : "console.audit.system");
  };

  const subject = (entry: AreaEntry, names: Names): string => {
    const [first = "", second] = entry.subject_id.split("/");
    if (!ID.test(first)) return "";
    if (isGuests(entry)) return names.get(first)?.join(", ") ?? t("console.audit.guest");
    if (!second || !ID.test(second)) return nameOf(first, names);
    const [person, client] = [nameOf(first, names), nameOf(second, names)];
    return person === client ? person : t("console.audit.beside", { name: person, client });
  };

  const why = (reason: string) => {
    const family = (["reason", "welcome", "mail"] as const).find((one) => knows(one, reason));
    return family ? named(family, reason, { client: "", when: "", domain: t("console.fate.there") }) : /^[A-Z_]+$/.test(reason) ? named("reason", reason) : reason;
  };

  const detail = ({ detail: said }: AreaEntry, names: Names): string => {
    const reasons = [...listOf(said, "reasons"), textOf(said, "reason")].filter((one) => one && one !== "UNKNOWN");
    const fields = listOf(said, "changed").map((one) => (knows("auditField", one) ? named("auditField", one) : named("reason", one)));
    const start = textOf(said, "start_time");
    const clients = listOf(said, "client_ids").map((id) => nameOf(id, names));
    return [
      textOf(said, "guest_id") && textOf(said, "name"),
      textOf(said, "kind") && knows("mailKind", textOf(said, "kind")) && named("mailKind", textOf(said, "kind")),
      clients.length > 0 && t("console.mail.for", { names: clients.join(", ") }),
      textOf(said, "how") && named("how", textOf(said, "how")),
      textOf(said, "role") && named("role", textOf(said, "role")),
      start && dayAndClock(start),
      reasons.length > 0 && t("console.audit.reason", { reason: reasons.map(why).join(", ") }),
      fields.length > 0 && t("console.audit.changed", { fields: fields.join(", ") }),
    ].filter(Boolean).join(" · ");
  };

  return (entry: AreaEntry, names: Names): Said => {
    const [who, whom] = [actor(entry, names), subject(entry, names)];
    const address = entry.address ?? textOf(entry.detail, "from_address");
    const unknown = entry.subject_type === "address" && knows("audit.act", `${entry.action}.unknown`);
    const what = unknown ? named("audit.act", `${entry.action}.unknown`) : knows("audit.act", entry.action) ? named("audit.act", entry.action, { who, whom }) : [who, named("audit.act", entry.action.replaceAll(".", "_")), whom].filter(Boolean).join(" · ");
    return { what, detail: detail(entry, names), address, who, whom };
  };
}
