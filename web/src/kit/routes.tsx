/** /kit: every component in every state, on one page. Loads nothing of anybody. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "@/app/root";
import { showSurface } from "@/app/surface";

export const kitRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "kit",
  beforeLoad: () => showSurface("console"),
  component: lazyRouteComponent(() => import("./sheet/KitPage"), "KitPage"),
});
