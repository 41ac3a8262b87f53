/** Logins as staff see them: clients' accounts, temporary passwords, locks, and the staff themselves. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { got, identity, once } from "./api";
import type { Role, Staff } from "./types";

export const accountsQuery = (query: string) =>
  queryOptions({
    queryKey: ["accounts", query],
    queryFn: ({ signal }) => got(identity.GET("/api/identity/v1/accounts", { params: { query: { query: query || undefined, page_size: 200 } }, signal })),
    placeholderData: (before) => before,
  });

export const accountQuery = (accountId: string) =>
  queryOptions({
    queryKey: ["account", accountId],
    queryFn: ({ signal }) => got(identity.GET("/api/identity/v1/accounts/{account_id}", { params: { path: { account_id: accountId } }, signal })),
  });

/** Somebody who hasn't said their name yet is called by their email. */
const named = (staff: Omit<Staff, "display_name"> & { display_name: string | null }): Staff => ({ ...staff, display_name: staff.display_name ?? staff.email });

export const staffQuery = queryOptions({
  queryKey: ["staff"],
  queryFn: ({ signal }) => got(identity.GET("/api/identity/v1/staff", { signal })).then(({ staff }) => ({ staff: staff.map(named) })),
  staleTime: 60_000,
});

const the = (accountId: string) => ({ path: { account_id: accountId } });

export const unlockAccount = (accountId: string) => got(identity.POST("/api/identity/v1/accounts/{account_id}:unlock", { params: the(accountId) }));

function useAccountsChanged() {
  const queries = useQueryClient();
  return () =>
    Promise.all(["accounts", "account", "staff", "contacts", "clients", "access-report"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
}

export function useAddStaff() {
  return useMutation({
    mutationFn: (staff: { email: string; display_name: string; role: Role }) => got(identity.POST("/api/identity/v1/staff", { body: staff, headers: once() })).then(named),
    onSuccess: useAccountsChanged(),
  });
}

export function useChangeStaff(accountId: string) {
  return useMutation({
    mutationFn: (change: { display_name?: string; role?: Role; state?: "ACTIVE" | "DISABLED" }) =>
      got(identity.PATCH("/api/identity/v1/staff/{account_id}", { params: the(accountId), body: change })),
    onSuccess: useAccountsChanged(),
  });
}

/** A newer link for somebody on the team who hasn't come yet. */
export function useInviteAgain(accountId: string) {
  return useMutation({
    mutationFn: () => got(identity.POST("/api/identity/v1/staff/{account_id}:inviteAgain", { params: the(accountId), headers: once() })),
    onSuccess: useAccountsChanged(),
  });
}

export function useLeaveStaff(accountId: string) {
  return useMutation({
    mutationFn: () => got(identity.POST("/api/identity/v1/staff/{account_id}:leave", { params: the(accountId) })),
    onSuccess: useAccountsChanged(),
  });
}

export function useSetTemporaryPassword(accountId: string) {
  return useMutation({
    mutationFn: (given: { password: string; reason: string }) =>
      got(identity.POST("/api/identity/v1/accounts/{account_id}:setTemporaryPassword", { params: the(accountId), body: given })),
    onSuccess: useAccountsChanged(),
  });
}

export function useLockAccount(accountId: string) {
  return useMutation({
    mutationFn: (reason: string) => got(identity.POST("/api/identity/v1/accounts/{account_id}:lock", { params: the(accountId), body: { reason } })),
    onSuccess: useAccountsChanged(),
  });
}

export function useUnlockAccount(accountId: string) {
  return useMutation({ mutationFn: () => unlockAccount(accountId), onSuccess: useAccountsChanged() });
}

export function useResetSecondFactor(accountId: string) {
  return useMutation({
    mutationFn: (reason: string) => got(identity.POST("/api/identity/v1/accounts/{account_id}/second-factors:reset", { params: the(accountId), body: { reason } })),
    onSuccess: useAccountsChanged(),
  });
}

export function useEndLoginSessions(accountId: string) {
  return useMutation({
    mutationFn: () => got(identity.POST("/api/identity/v1/accounts/{account_id}/login-sessions:end", { params: the(accountId) })),
    onSuccess: useAccountsChanged(),
  });
}
