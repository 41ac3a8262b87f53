/** Two charts of one client: the likely ones, what a merge would do, and the merge. */
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { clinic, got, once } from "./api";
import { useChartChanged } from "./clients";
import type { MergeChoices } from "./types";

const the = (clientId: string) => ({ path: { client_id: clientId } });

export const duplicatesQuery = (clientId: string) =>
  queryOptions({
    queryKey: ["clients", "duplicates", clientId],
    queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/clients/{client_id}/duplicates", { params: the(clientId), signal })),
  });

/** Two who look alike are two clients, or may be one after all. Both charts and the list of likely duplicates follow. */
export function useTellApart(clientId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ otherId, apart }: { otherId: string; apart: boolean }) => {
      const both = { params: { path: { client_id: clientId, other_client_id: otherId } } };
      return got(apart
        ? clinic.POST("/api/clinic/v1/clients/{client_id}/duplicates/{other_client_id}:dismiss", both)
        : clinic.POST("/api/clinic/v1/clients/{client_id}/duplicates/{other_client_id}:restore", both));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["clients"] }),
  });
}

/** What trails knew a chart and its people by before charts were merged into it. */
export const formerNamesQuery = (clientId: string) =>
  queryOptions({
    queryKey: ["clients", "former-names", clientId],
    queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/clients/{client_id}/former-names", { params: the(clientId), signal })),
  });

/** Exactly what would happen, anew with every choice. It is never taken from before: its token is void as soon as anything differs. */
export const mergePlanQuery = (clientId: string, choices: MergeChoices) =>
  queryOptions({
    queryKey: ["merge-plan", clientId, choices],
    queryFn: ({ signal }) => got(clinic.POST("/api/clinic/v1/clients/{client_id}:previewMerge", { params: the(clientId), body: choices, signal })),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });

export function useMerge(clientId: string) {
  return useMutation({
    mutationFn: ({ choices, token }: { choices: MergeChoices; token: string }) =>
      got(clinic.POST("/api/clinic/v1/clients/{client_id}:merge", { params: the(clientId), body: { ...choices, token }, headers: once() })),
    onSuccess: useChartChanged(),
  });
}
