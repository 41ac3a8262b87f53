/** One-time codes: made and stopped at the front desk, typed once by their person. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { got, identity } from "./api";
import type { IssuedCode } from "./types";

const the = (accountId: string) => ({ path: { account_id: accountId } });

/** No Idempotency-Key: sent again it is a newer code, which replaces the one that nobody saw. */
export const issueCode = (accountId: string): Promise<IssuedCode> =>
  got(identity.POST("/api/identity/v1/accounts/{account_id}:issueCode", { params: the(accountId) }));

export const codeQuery = (accountId: string, codeId: string) =>
  queryOptions({
    queryKey: ["code", accountId, codeId],
    queryFn: ({ signal }) =>
      got(identity.GET("/api/identity/v1/accounts/{account_id}/codes/{code_id}", { params: { path: { account_id: accountId, code_id: codeId } }, signal })),
  });

export function useStopCode(accountId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => got(identity.POST("/api/identity/v1/accounts/{account_id}:stopCode", { params: the(accountId) })),
    onSettled: () => queries.invalidateQueries({ queryKey: ["code", accountId] }),
  });
}

export function useRedeemCode() {
  return useMutation({
    mutationFn: (given: { email: string; code: string; password: string; accepted_terms_version?: string }) =>
      got(identity.POST("/api/identity/v1/codes:redeem", { body: given })),
  });
}
