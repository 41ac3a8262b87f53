/** The filters as they stand in the address, and the trail that fits them. */
import { infiniteQueryOptions, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { areas, auditPart, newerQuery } from "@/api/audit";
import type { AreaEntry, AuditFilter, Heads, Purpose } from "@/api/audit";
import { contactsQuery } from "@/api/contacts";
import { formerNamesQuery } from "@/api/merges";
import { namesOf } from "@/api/names";
import { instantOf } from "../sessions/zoned";
import { begin, read } from "./merge";
import type { Readings } from "./merge";
import { isKind, kinds } from "./kinds";
import { asNames, guestNames, idsOf } from "./sentences";
import type { Names } from "./sentences";

const PAGE = 40;
/** As many as the trails take at once. */
const MOST_SUBJECTS = 60;
const DAY = 86_400_000;

export interface AuditSearch { area?: (typeof areas)[number]; act?: string; who?: string; client?: string; contact?: string; span?: string; from?: string; to?: string }

/** Filters that are chosen; what is undefined is left as it is said here. */
export function useAuditFilters() {
  const search: AuditSearch = useSearch({ from: "/console/audit" });
  const go = useNavigate();
  const choose = (change: AuditSearch) => void go({ to: "/audit", search: { ...search, ...change }, replace: true });
  const clear = () => void go({ to: "/audit", search: {}, replace: true });
  return { search, choose, clear, isChosen: Object.values(search).some(Boolean) };
}

/** From when to when. A span of days ends at the end of the last one, in the practice's zone. */
function range({ span, from, to }: AuditSearch): Pick<AuditFilter, "from" | "to"> {
  if (span === "DAYS") {
    const end = to ? new Date(Date.parse(`${to}T12:00:00Z`) + DAY).toISOString().slice(0, 10) : "";
    return { from: from ? instantOf(from, "00:00") ?? undefined : undefined, to: end ? instantOf(end, "00:00") ?? undefined : undefined };
  }
  // By the hour, so that the same span is the same question for a while.
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  return span ? { from: new Date(hour - Number(span) * DAY).toISOString() } : {};
}

/** Under which ids the trails know a chart and its people, or one of them. null: not known yet. */
export function useSubjects({ client, contact }: { client?: string; contact?: string }): { ids: string[] | null; name: string } {
  const people = useQuery({ ...contactsQuery(client ?? ""), enabled: Boolean(client) }).data?.contacts;
  const former = useQuery({ ...formerNamesQuery(client ?? ""), enabled: Boolean(client) }).data;
  if (!client) return { ids: [], name: "" };
  if (!people || !former) return { ids: null, name: "" };
  const chosen = people.filter((one) => !contact || one.contact_id === contact);
  const present = chosen.flatMap((one) => [one.contact_id, `${one.contact_id}/${client}`, one.account?.account_id ?? ""]).filter(Boolean);
  // Entries keep the names they were written under: a chart that was merged away is part of this one's story.
  const before = former.people.filter((one) => !contact || one.into_contact_id === contact).flatMap((one) => [one.contact_id, `${one.contact_id}/${one.client_id}`, ...one.account_ids]);
  const ids = [...new Set(contact ? [...present, ...before] : [client, ...former.client_ids, ...present, ...before])].slice(0, MOST_SUBJECTS);
  return { ids, name: chosen.map((one) => `${one.given_name} ${one.family_name}`).join(", ") };
}

export function useFilter(): { filter: AuditFilter | null; whom: string } {
  const { search } = useAuditFilters();
  const { ids, name } = useSubjects(search);
  if (!ids) return { filter: null, whom: name };
  const actions = isKind(search.act) ? kinds[search.act] : [];
  return { filter: { areas: search.area ? [search.area] : [...areas], actions, subjects: ids, who: search.who, ...range(search) }, whom: name };
}

/** A page of the trails in one, with the names in it. */
export async function pageOf(filter: AuditFilter, at: Readings, size: number, purpose: Purpose, known: Names, signal?: AbortSignal) {
  const { entries, next } = await read(at, size, (area, token) => auditPart(area, filter, token, size, purpose, signal));
  const ids = [...new Set(entries.flatMap(idsOf))].filter((id) => !known.has(id));
  return { entries, next, names: guestNames(entries, asNames(ids.length ? await namesOf(ids, signal) : [])) };
}

/** The newest place of each chain that was read. */
function headsOf(entries: AreaEntry[]): Heads {
  const heads: Heads = {};
  for (const { area, position } of entries) heads[area] = Math.max(heads[area] ?? 0, position);
  return heads;
}

const trailQuery = (filter: AuditFilter | null) =>
  infiniteQueryOptions({
    queryKey: ["audit", filter],
    enabled: filter !== null,
    queryFn: ({ pageParam, signal }) => pageOf(filter!, pageParam ?? begin(filter!.areas), PAGE, "read", new Map(), signal),
    initialPageParam: null as Readings | null,
    getNextPageParam: (page) => page.next,
    // Looking is an entry of its own: nobody looks again by switching windows.
    refetchOnWindowFocus: false, staleTime: 60_000,
  });

export const useTrail = (filter: AuditFilter | null) => useInfiniteQuery(trailQuery(filter));

/** How many entries came since the list was read; `show` reads it anew, from the top. */
export function useNewer(filter: AuditFilter | null) {
  const queries = useQueryClient();
  const trail = useTrail(filter);
  const first = trail.data?.pages[0];
  const heads = first && headsOf([...first.entries, ...Object.values(first.next ?? {}).flatMap((one) => one.waiting)]);
  const newer = useQuery(newerQuery(filter, heads));
  const show = async () => {
    const { queryKey } = trailQuery(filter);
    // What stands further down is asked for again when somebody gets there.
    queries.setQueryData(queryKey, (before) => before && { pages: before.pages.slice(0, 1), pageParams: before.pageParams.slice(0, 1) });
    await trail.refetch();
  };
  return { count: newer.data ?? 0, show, isShowing: trail.isRefetching };
}
