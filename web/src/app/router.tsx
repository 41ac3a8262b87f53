/** All the addresses: `/` sends each person to their side of the house. */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { createRoute, createRouter, redirect } from "@tanstack/react-router";
import { isProblem } from "@/api/problem";
import { forgetPerson, meQuery } from "@/api/signing-in";
import { consoleRoutes } from "@/console/routes";
import { kitRoute } from "@/kit/routes";
import { portalRoutes } from "@/portal/routes";
import { BrokenPage } from "./BrokenPage";
import { rootRoute } from "./root";

const startRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: async ({ context }) => {
    const me = await context.queries.ensureQueryData(meQuery).catch((error: unknown) => {
      if (isProblem(error) && error.status === 401) return null;
      throw error;
    });
    if (!me) throw redirect({ to: "/sign-in", replace: true });
    if (me.role) throw redirect({ to: "/clients", replace: true });
    throw redirect({ to: me.offers.length > 0 ? "/offers" : "/home", replace: true });
  },
});

/** Signed out elsewhere, or by the practice: the next answer says so, and the page gives way to sign-in. */
function leaveWhenSignedOut(error: unknown): void {
  if (!isProblem(error) || error.status !== 401 || isProblem(error, "SIGN_IN_REFUSED", "TEMPORARY_PASSWORD_EXPIRED")) return;
  forgetPerson(queries);
  void router.navigate({ to: "/sign-in", search: { next: router.state.location.href }, replace: true });
}

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => { if (query.queryKey[0] !== "me") leaveWhenSignedOut(error); } }),
  mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays a refusal; only silence and overload are worth another try.
      retry: (count, error) => count < 2 && isProblem(error) && (error.status === 0 || error.status === 503),
    },
  },
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([startRoute, kitRoute, portalRoutes, consoleRoutes]),
  context: { queries },
  defaultErrorComponent: BrokenPage,
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register { router: typeof router }
}
