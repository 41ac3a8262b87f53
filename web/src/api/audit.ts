/** The audit trail: each service keeps its own; here they are read side by side, the newest first. */
import { queryOptions } from "@tanstack/react-query";
import { clinic, got, identity, notify, videoGate } from "./api";
import type { AuditEntry } from "./types";

export const areas = ["clinic", "identity", "notify", "video-gate"] as const;
export type AuditArea = (typeof areas)[number];
export type AreaEntry = AuditEntry & { area: AuditArea };

export interface AuditFilter {
  areas: AuditArea[];
  actions: string[];
  /** Ids under which the trail knows whom something was done for; empty: everybody. */
  subjects: string[];
  who?: string;
  from?: string;
  to?: string;
}
export interface AuditPart { entries: AuditEntry[]; next_page_token: string }

/** Why it is read: the services put that into the trail too. */
export type Purpose = "read" | "export";

export function auditPart(area: AuditArea, filter: AuditFilter, token: string, size: number, purpose: Purpose, signal?: AbortSignal): Promise<AuditPart> {
  const query = {
    actor_account_id: filter.who, subject_id: filter.subjects, action: filter.actions, start_time: filter.from, end_time: filter.to,
    page_size: size, page_token: token, purpose,
  };
  const asked = { params: { query }, signal };
  switch (area) {
    case "clinic": return got(clinic.GET("/api/clinic/v1/audit-entries", asked));
    case "identity": return got(identity.GET("/api/identity/v1/audit-entries", asked));
    case "notify": return got(notify.GET("/api/notify/v1/audit-entries", asked));
    case "video-gate": return got(videoGate.GET("/api/video-gate/v1/audit-entries", asked));
  }
}

/** Up to where each chain was read. */
export type Heads = Partial<Record<AuditArea, number>>;
/** What a service counts at most. */
export const MANY_NEWER = 100;

function newerIn(area: AuditArea, filter: AuditFilter, after: number, signal?: AbortSignal): Promise<{ count: number }> {
  const query = { actor_account_id: filter.who, subject_id: filter.subjects, action: filter.actions, start_time: filter.from, end_time: filter.to, after_position: after };
  const asked = { params: { query }, signal };
  switch (area) {
    case "clinic": return got(clinic.GET("/api/clinic/v1/audit-entries:countNewer", asked));
    case "identity": return got(identity.GET("/api/identity/v1/audit-entries:countNewer", asked));
    case "notify": return got(notify.GET("/api/notify/v1/audit-entries:countNewer", asked));
    case "video-gate": return got(videoGate.GET("/api/video-gate/v1/audit-entries:countNewer", asked));
  }
}

/** How many entries came after what was read. Counting leaves no entry itself. */
export const newerQuery = (filter: AuditFilter | null, heads?: Heads) =>
  queryOptions({
    queryKey: ["audit-newer", filter, heads],
    enabled: filter !== null && heads !== undefined,
    queryFn: async ({ signal }) => (await Promise.all(filter!.areas.map((area) => newerIn(area, filter!, heads![area] ?? 0, signal)))).reduce((sum, one) => sum + one.count, 0),
    refetchInterval: 5_000,
  });

