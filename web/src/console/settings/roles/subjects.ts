/** The permissions of all services by subject, as they are told on the page. A new one falls under its service's noun, or under Setup. */
import { holders } from "@/api/schema.roles";
import type { Permission } from "@/api/schema.roles";

export const subjects = ["clients", "sessions", "users", "mail", "setup"] as const;
export type Subject = (typeof subjects)[number];

const nouns: Record<string, Subject> = {
  clients: "clients", contacts: "clients", consents: "clients", reports: "clients", welcome: "clients", calls: "clients", "device-checks": "clients",
  sessions: "sessions", joins: "sessions", guests: "sessions", accounts: "users", staff: "users", messages: "mail", sender: "mail", templates: "mail",
};

export const permissions = Object.keys(holders) as Permission[];
const subjectOf = (permission: Permission): Subject => nouns[permission.split(":")[0] ?? ""] ?? "setup";

const looks = (permission: Permission) => Number(permission.endsWith(":read"));

/** What everybody may comes first, and looking before doing. */
export const permissionsOf = (subject: Subject): Permission[] =>
  permissions.filter((one) => subjectOf(one) === subject).sort((one, other) => holders[other].length - holders[one].length || looks(other) - looks(one) || one.localeCompare(other));
