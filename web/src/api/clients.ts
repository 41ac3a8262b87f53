/** Clients of the practice, for staff: the searchable list, one chart, today's sessions. */
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { clinic, got, once } from "./api";
import type { ClientAdd, ClientChange, ClientPage, PortalStateName, Slot, Slots } from "./types";

export type AgeGroup = "MINOR" | "ADULT";
export interface ClientFilter { query?: string; state?: PortalStateName; age?: AgeGroup; duplicates?: boolean; page_size?: number }
const the = (clientId: string) => ({ path: { client_id: clientId } });

/** Pages of the list, "needs you" first; `fetchNextPage` shows more. */
export const clientsQuery = (filter: ClientFilter = {}) =>
  infiniteQueryOptions({
    queryKey: ["clients", filter],
    queryFn: ({ pageParam, signal }) => got(clinic.GET("/api/clinic/v1/clients", { params: { query: { ...filter, query: filter.query || undefined, page_token: pageParam || undefined } }, signal })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_page_token || undefined,
    placeholderData: (before) => before,
  });

/** The charts that a filter finds, at most so many. */
export async function findClientIds(filter: ClientFilter, most: number): Promise<string[]> {
  const found: string[] = [];
  for (let token: string | undefined = ""; token !== undefined && found.length < most;) {
    const page: ClientPage = await got(clinic.GET("/api/clinic/v1/clients", { params: { query: { ...filter, query: filter.query || undefined, page_size: 200, page_token: token || undefined } } }));
    found.push(...page.clients.map((client) => client.client_id));
    token = page.next_page_token || undefined;
  }
  return found.slice(0, most);
}

/** How many charts have somebody in each portal state, among all, the minors or the adults; and how many of those there are. */
export const clientStatesQuery = (age?: AgeGroup) =>
  queryOptions({
    queryKey: ["clients", "states", age],
    queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/client-states", { params: { query: { age } }, signal })),
    placeholderData: (before) => before,
  });

export const clientQuery = (clientId: string) =>
  queryOptions({
    queryKey: ["client", clientId],
    queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/clients/{client_id}", { params: the(clientId), signal })),
  });

export const todayQuery = queryOptions({
  queryKey: ["today"],
  queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/today", { signal })),
  refetchInterval: 30_000,
});

/** Every video session of the next 48 hours. They come in pages; all of them are fetched. */
export const slotsQuery = queryOptions({
  queryKey: ["today", "slots"],
  queryFn: async ({ signal }) => {
    const slots: Slot[] = [];
    for (let token: string | undefined = ""; token !== undefined;) {
      const page: Slots = await got(clinic.GET("/api/clinic/v1/today/slots", { params: { query: { page_token: token || undefined } }, signal }));
      slots.push(...page.slots);
      token = page.next_page_token || undefined;
    }
    return slots;
  },
  refetchInterval: 30_000,
});

/** Who comes of age within 90 days, or did and has no way in of their own. */
export const comingOfAgeQuery = queryOptions({
  queryKey: ["coming-of-age"],
  queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/coming-of-age", { signal })),
});

/** What a change to one client or to somebody beside them makes out of date. */
export function useChartChanged() {
  const queries = useQueryClient();
  return () =>
    Promise.all(["client", "clients", "contacts", "access-report", "today", "coming-of-age", "calls", "messages"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
}

export function useAddClient() {
  return useMutation({
    mutationFn: (client: ClientAdd) => got(clinic.POST("/api/clinic/v1/clients", { body: client, headers: once() })),
    onSuccess: useChartChanged(),
  });
}

export function useChangeClient(clientId: string) {
  return useMutation({
    mutationFn: (change: ClientChange) => got(clinic.PATCH("/api/clinic/v1/clients/{client_id}", { params: the(clientId), body: change })),
    onSuccess: useChartChanged(),
  });
}

export function useSendWelcomeEmail(clientId: string) {
  return useMutation({
    mutationFn: (contactIds: string[]) =>
      got(clinic.POST("/api/clinic/v1/clients/{client_id}:sendWelcomeEmail", { params: the(clientId), body: { contact_ids: contactIds }, headers: once() })),
    onSuccess: useChartChanged(),
  });
}
