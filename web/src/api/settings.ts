/** The practice's settings. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { clinic, got } from "./api";
import type { SettingsChange } from "./types";

export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/settings", { signal })),
});

export function useChangeSettings() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: SettingsChange) => got(clinic.PATCH("/api/clinic/v1/settings", { body: change })),
    onSuccess: (settings) => {
      queries.setQueryData(settingsQuery.queryKey, settings);
      return queries.invalidateQueries({ queryKey: ["practice"] });
    },
  });
}
