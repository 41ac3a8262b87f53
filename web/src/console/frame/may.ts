/** What the signed-in person's role allows, by the services' own tables. They decide; this keeps the pages from offering what they would refuse. */
import { useQuery } from "@tanstack/react-query";
import { holders } from "@/api/schema.roles";
import type { Permission } from "@/api/schema.roles";
import { meQuery } from "@/api/signing-in";
import type { Role } from "@/api/types";
import { language } from "@/app/words";
import { useVocabulary } from "../speech/vocabulary";

export type { Permission };
/** From the one who may most. */
export const roles: Role[] = ["OWNER", "ADMIN", "FRONT_DESK", "CLINICIAN", "STUDENT"];

/** Short names for what a whole page is about. */
const acts = {
  clients: "clients:write", contacts: "contacts:write", consents: "consents:write", welcome: "welcome:send", sessions: "sessions:write",
  accounts: "accounts:set_password", staff: "staff:write", settings: "settings:write", audit: "audit:read",
  imports: "imports:run",
} satisfies Record<string, Permission>;
export type Act = keyof typeof acts | Permission;

const asked = (act: Act): Permission => (act in acts ? acts[act as keyof typeof acts] : (act as Permission));
export const roleMay = (role: Role, act: Act): boolean => holders[asked(act)].includes(role);

export function useMay(): (act: Act) => boolean {
  const role = useQuery(meQuery).data?.role;
  return (act) => Boolean(role && roleMay(role, act));
}

/** "Only an owner or admin can do this." */
export function useWhoMay(): (act: Act) => string {
  const { t, named } = useVocabulary();
  return (act) => {
    const who = roles.filter((role) => roleMay(role, act)).map((role) => named("role", role).toLocaleLowerCase(language()));
    return t("console.notYours", { roles: new Intl.ListFormat(language(), { type: "disjunction" }).format(who) });
  };
}

/** As identity ranks them: nobody gives a role above their own, or acts on somebody with one. */
const ranks: Record<Role, number> = { OWNER: 3, ADMIN: 2, FRONT_DESK: 1, CLINICIAN: 1, STUDENT: 1 };
const rank = (role: Role | null | undefined) => (role ? ranks[role] : 0);
/** For what would let one in as the other: of two equals neither may, but owners. */
export const outranks = (mine: Role | null | undefined, role: Role | null): boolean => mine === "OWNER" || rank(mine) > rank(role);
export const ranksAbove = (role: Role | null, mine: Role | null | undefined): boolean => rank(role) > rank(mine);
