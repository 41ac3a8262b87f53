/** The practice whose host this is: name, phone, door colour, zone. Anyone may ask. */
import { queryOptions } from "@tanstack/react-query";
import { clinic, got } from "./api";

export const practiceQuery = queryOptions({
  queryKey: ["practice"],
  queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/practice", { signal })),
  staleTime: 10 * 60_000,
});

/** Its terms, for whoever is to agree to them or did. */
export const termsQuery = queryOptions({
  queryKey: ["practice", "terms"],
  queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/practice/terms", { signal })),
});
