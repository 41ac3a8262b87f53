/** The device check: which browsers will do, what came of the newest check, reporting one. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { clinic, got, once } from "./api";
import type { DeviceOutcomes } from "./types";

export const browsersQuery = queryOptions({
  queryKey: ["browsers"],
  queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/browsers", { signal })),
  staleTime: Infinity,
});

export const myDeviceQuery = queryOptions({
  queryKey: ["my-device"],
  queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/me/device-check", { signal })),
});

export function useReportDevice() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (outcomes: DeviceOutcomes) => got(clinic.POST("/api/clinic/v1/me/device-checks", { body: outcomes, headers: once() })),
    onSuccess: (mine) => queries.setQueryData(myDeviceQuery.queryKey, mine),
  });
}
