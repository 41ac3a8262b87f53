/** The root of every page: nothing but the outlet; the areas bring their own shells. */
import { Outlet, createRootRouteWithContext } from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";
import { NotFoundPage } from "./NotFoundPage";

export interface RouterContext { queries: QueryClient }

export const rootRoute = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: NotFoundPage });
