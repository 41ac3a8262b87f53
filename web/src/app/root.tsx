/** The root of every page: nothing but the outlet; the areas bring their own shells. */
import { Outlet, createRootRouteWithContext, lazyRouteComponent } from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";

export interface RouterContext { queries: QueryClient }

export const rootRoute = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: lazyRouteComponent(() => import("./NotFoundPage"), "NotFoundPage") });
