/** From what the service says about a link to what became of it. */
import { Problem } from "@/api/problem";
import type { LinkInspection } from "@/api/types";
import type { Gone } from "./LinkGone";

export function goneByInspection(link: LinkInspection): Gone | null {
  if (link.state === "LIVE") return null;
  if (link.state === "EXPIRED") return { state: "EXPIRED", expireTime: link.expire_time };
  if (link.state === "SUPERSEDED") return { state: "SUPERSEDED", supersededTime: link.superseded_time ?? null };
  return { state: link.state };
}

/** The refusal of a redemption or an inspection; null when it isn't about the link. */
export function goneByRefusal(error: unknown): Gone | null {
  if (!(error instanceof Problem)) return null;
  switch (error.reason) {
    case "LINK_EXPIRED": return { state: "EXPIRED", expireTime: error.told("expire_time") ?? new Date().toISOString() };
    case "LINK_SUPERSEDED": return { state: "SUPERSEDED", supersededTime: error.told("superseded_time") };
    case "LINK_USED": return { state: "USED" };
    case "LINK_REVOKED": return { state: "REVOKED" };
    case "LINK_UNKNOWN": return { state: "UNKNOWN" };
    default: return null;
  }
}
