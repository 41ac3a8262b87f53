/** Links out of a mail. Inspecting changes nothing; only redeeming, with a password somebody typed, spends one. */
import { queryOptions, useMutation } from "@tanstack/react-query";
import { got, identity } from "./api";

export const linkQuery = (token: string) =>
  queryOptions({
    queryKey: ["link", token],
    queryFn: () => got(identity.POST("/api/identity/v1/links:inspect", { body: { token } })),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });

export function useRedeem() {
  return useMutation({
    mutationFn: (given: { token: string; password: string; accepted_terms_version?: string }) => 
      got(identity.POST("/api/identity/v1/links:redeem", { body: given })),
  });
}

export function useRenewLink() {
  return useMutation({ mutationFn: (token: string) => got(identity.POST("/api/identity/v1/links:renew", { body: { token } })) });
}

/** The same look at a link, while its page waits for the front desk: it doesn't count as opened anew. */
export const helpQuery = (token: string) =>
  queryOptions({
    queryKey: ["link", token, "help"],
    queryFn: () => got(identity.POST("/api/identity/v1/links:inspect", { body: { token, waiting: true } })),
    gcTime: 0,
    retry: false,
  });

export function useAskForHelp() {
  return useMutation({
    mutationFn: (given: { token: string; said: string }) => got(identity.POST("/api/identity/v1/links:askForHelp", { body: given })),
  });
}
