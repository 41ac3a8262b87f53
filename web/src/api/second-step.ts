/** The second step of a sign-in: passing it, and the apps, passkeys and recovery codes it is passed with. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { askForPasskey, makePasskey } from "@/app/passkeys";
import { got, identity } from "./api";
import { forgetPerson } from "./signing-in";

export const secondFactorsQuery = queryOptions({
  queryKey: ["me", "second-factors"],
  queryFn: ({ signal }) => got(identity.GET("/api/identity/v1/me/second-factors", { signal })),
});

/** What the person has may be another thing now. */
export function useMeChanged() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["me"] });
}

/** What was owed is done: whatever was asked before then is asked anew. */
export function useLetIn() {
  const queries = useQueryClient();
  return () => queries.resetQueries({ predicate: (query) => query.queryKey[0] !== "practice" });
}

export function usePassCode() {
  return useMutation({ mutationFn: (code: string) => got(identity.POST("/api/identity/v1/me:passSecondFactor", { body: { code } })), onSuccess: useLetIn() });
}

export function usePassPasskey() {
  return useMutation({
    mutationFn: async () => {
      const { options } = await got(identity.POST("/api/identity/v1/me:beginPasskey"));
      return got(identity.POST("/api/identity/v1/me:passPasskey", { body: { credential: await askForPasskey(options) } }));
    },
    onSuccess: useLetIn(),
  });
}

/** Nothing typed: the passkey says whose it is and counts as both steps. */
export function useSignInWithPasskey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (more: { mediation?: CredentialMediationRequirement; signal?: AbortSignal }) => {
      const { options } = await got(identity.POST("/api/identity/v1/sessions:beginPasskey"));
      return got(identity.POST("/api/identity/v1/sessions:signInWithPasskey", { body: { credential: await askForPasskey(options, more) } }));
    },
    onSuccess: () => forgetPerson(queries),
  });
}

/** The password isn't asked for while a second step is owed: it was typed a moment ago. */
export interface Confirmed { current_password?: string }

export function useBeginApp() {
  return useMutation({ mutationFn: (given: Confirmed) => got(identity.POST("/api/identity/v1/me/second-factors:beginApp", { body: given })) });
}

export function useAddApp() {
  return useMutation({ mutationFn: (given: { code: string; name: string }) => got(identity.POST("/api/identity/v1/me/second-factors:addApp", { body: given })) });
}

export function useAddPasskey() {
  return useMutation({
    mutationFn: async ({ name, ...confirmed }: Confirmed & { name: string }) => {
      const { options } = await got(identity.POST("/api/identity/v1/me/second-factors:beginPasskey", { body: confirmed }));
      return got(identity.POST("/api/identity/v1/me/second-factors:addPasskey", { body: { credential: await makePasskey(options), name } }));
    },
  });
}

export function useRemoveFactor() {
  return useMutation({
    mutationFn: ({ factorId, ...confirmed }: Confirmed & { factorId: string }) =>
      got(identity.POST("/api/identity/v1/me/second-factors/{factor_id}:remove", { params: { path: { factor_id: factorId } }, body: confirmed })),
    onSuccess: useMeChanged(),
  });
}

export function useRenewRecoveryCodes() {
  return useMutation({
    mutationFn: (given: Confirmed) => got(identity.POST("/api/identity/v1/me/second-factors:renewRecoveryCodes", { body: given })),
    onSuccess: useMeChanged(),
  });
}
