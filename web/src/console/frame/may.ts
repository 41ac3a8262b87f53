/** What the signed-in person's role allows. The services decide; this only keeps the pages from offering what they would refuse. */
import { useQuery } from "@tanstack/react-query";
import { meQuery } from "@/api/signing-in";
import type { Role } from "@/api/types";

export type Act = "clients" | "contacts" | "consents" | "welcome" | "sessions" | "accounts" | "staff" | "settings" | "audit";

const desk: Act[] = ["clients", "contacts", "consents", "welcome", "sessions", "accounts"];
const allowed: Record<Role, Act[]> = {
  OWNER: [...desk, "staff", "settings", "audit"],
  ADMIN: [...desk, "staff", "settings", "audit"],
  FRONT_DESK: desk,
  CLINICIAN: ["consents", "welcome", "sessions"],
  STUDENT: [],
};

export function useMay(): (act: Act) => boolean {
  const role = useQuery(meQuery).data?.role;
  return (act) => Boolean(role && allowed[role]?.includes(act));
}
