/** Signing in and out, passwords, and what the signed-in person owes. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { got, identity } from "./api";
import type { QueryClient } from "@tanstack/react-query";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => got(identity.GET("/api/identity/v1/me", { signal })),
  staleTime: 60_000,
  retry: false,
});

/** After any of these, everything known so far may belong to somebody else or be out of date. */
function useFreshStart() {
  const queries = useQueryClient();
  return () => queries.resetQueries({ predicate: (query) => query.queryKey[0] !== "practice" });
}

/** Another person may sit here now: forgets everything but the practice. */
export function forgetPerson(queries: QueryClient): void {
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== "practice" });
}

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: { email: string; password: string }) => got(identity.POST("/api/identity/v1/sessions", { body: given })),
    onSuccess: () => forgetPerson(queries),
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({ mutationFn: () => got(identity.DELETE("/api/identity/v1/sessions/current")), onSuccess: () => forgetPerson(queries) });
}

export function useChangePassword() {
  const fresh = useFreshStart();
  return useMutation({
    mutationFn: (given: { current_password?: string; new_password: string }) => 
      got(identity.POST("/api/identity/v1/me:changePassword", { body: given })),
    onSuccess: fresh,
  });
}

/** A link goes to the new address; until it is confirmed there the old one stays. */
export function useChangeEmail() {
  return useMutation({
    mutationFn: (given: { email: string; current_password: string }) => got(identity.POST("/api/identity/v1/me:changeEmail", { body: given })),
  });
}

export const myLoginSessionsQuery = queryOptions({
  queryKey: ["me", "login-sessions"],
  queryFn: ({ signal }) => got(identity.GET("/api/identity/v1/me/login-sessions", { signal })),
});

export function useEndOtherLoginSessions() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => got(identity.POST("/api/identity/v1/me/login-sessions:endOthers")),
    onSuccess: () => queries.invalidateQueries({ queryKey: myLoginSessionsQuery.queryKey }),
  });
}

export function useAcceptTerms() {
  const fresh = useFreshStart();
  return useMutation({
    mutationFn: (given: { terms_version: string; contact_ids: string[] }) => got(identity.POST("/api/identity/v1/me:acceptTerms", { body: given })),
    onSuccess: fresh,
  });
}

export function useAnswerOffer() {
  const fresh = useFreshStart();
  return useMutation({
    mutationFn: ({ contactId, answer }: { contactId: string; answer: "accept" | "decline" }) =>
      got(identity.POST(`/api/identity/v1/me/offers/{contact_id}:${answer}`, { params: { path: { contact_id: contactId } } })),
    onSuccess: fresh,
  });
}

/** A mail with a link, if that address has an account; the answer is the same if not. */
export const askForReset = (email: string) => got(identity.POST("/api/identity/v1/password-resets", { body: { email } }));

export function useForgotPassword() {
  return useMutation({ mutationFn: askForReset });
}
