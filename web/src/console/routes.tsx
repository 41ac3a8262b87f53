/** The console's addresses. */
import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { rootRoute } from "@/app/root";
import { staffOnly } from "@/app/signed-in";
import { showSurface } from "@/app/surface";
import { loadWords } from "@/app/words";
import type { AgeGroup } from "@/api/clients";
import type { AuditSearch } from "./audit/useTrail";

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

const consoleRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "console",
  beforeLoad: async ({ context, location }) => {
    showSurface("console");
    await loadWords("console");
    return { me: await staffOnly({ queries: context.queries, href: location.href }) };
  },
  component: lazyRouteComponent(() => import("./frame/ConsoleFrame"), "ConsoleFrame"),
});

const todayRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "today",
  component: lazyRouteComponent(() => import("./today/TodayPage"), "TodayPage"),
});

const clientsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "clients",
  validateSearch: (search: Record<string, unknown>): { query?: string; state?: string; age?: AgeGroup; duplicates?: true } => ({
    query: text(search.query), state: text(search.state), age: search.age === "MINOR" || search.age === "ADULT" ? search.age : undefined,
    duplicates: search.duplicates === true ? true : undefined,
  }),
  component: lazyRouteComponent(() => import("./clients/ClientsPage"), "ClientsPage"),
});

/** A chart is a modal with an address: back closes it, a link opens it. */
const chartRoute = createRoute({
  getParentRoute: () => clientsRoute,
  path: "$clientId",
  component: lazyRouteComponent(() => import("./clients/chart/Chart"), "Chart"),
});
const chartStartRoute = createRoute({
  getParentRoute: () => chartRoute,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/clients/$clientId/people", params, replace: true });
  },
});
const profileRoute = createRoute({
  getParentRoute: () => chartRoute,
  path: "profile",
  component: lazyRouteComponent(() => import("./clients/chart/profile/ProfileTab"), "ProfileTab"),
});
const peopleRoute = createRoute({
  getParentRoute: () => chartRoute,
  path: "people",
  validateSearch: (search: Record<string, unknown>): { contact?: string } => ({ contact: text(search.contact) }),
  component: lazyRouteComponent(() => import("./clients/chart/people/PeopleTab"), "PeopleTab"),
});
const chartSessionsRoute = createRoute({
  getParentRoute: () => chartRoute,
  path: "sessions",
  component: lazyRouteComponent(() => import("./clients/chart/sessions/SessionsTab"), "SessionsTab"),
});
const chartMessagesRoute = createRoute({
  getParentRoute: () => chartRoute,
  path: "messages",
  component: lazyRouteComponent(() => import("./clients/chart/messages/MessagesTab"), "MessagesTab"),
});

const chartHistoryRoute = createRoute({
  getParentRoute: () => chartRoute,
  path: "history",
  component: lazyRouteComponent(() => import("./clients/chart/history/HistoryTab"), "HistoryTab"),
});

const sessionsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "sessions",
  component: lazyRouteComponent(() => import("./sessions/SessionsPage"), "SessionsPage"),
});

const usersRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "users",
  validateSearch: (search: Record<string, unknown>): { account?: string; query?: string; kind?: "staff" } => ({
    account: text(search.account), query: text(search.query), kind: search.kind === "staff" ? "staff" : undefined,
  }),
  component: lazyRouteComponent(() => import("./users/UsersPage"), "UsersPage"),
});

const settingsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "settings",
  component: lazyRouteComponent(() => import("./settings/SettingsPage"), "SettingsPage"),
});

const sendingRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "settings/sending",
  component: lazyRouteComponent(() => import("./settings/sending/SendingPage"), "SendingPage"),
});

const languageOf = (value: unknown) => (value === "en" || value === "fr" ? value : undefined);
const rolesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "settings/roles",
  component: lazyRouteComponent(() => import("./settings/roles/RolesPage"), "RolesPage"),
});
const templatesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "settings/templates",
  validateSearch: (search: Record<string, unknown>): { mail?: string; language?: "en" | "fr" } => ({ mail: text(search.mail), language: languageOf(search.language) }),
  component: lazyRouteComponent(() => import("./settings/templates/TemplatesPage"), "TemplatesPage"),
});

const auditRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "audit",
  validateSearch: (search: Record<string, unknown>): AuditSearch => ({
    area: (["clinic", "identity", "notify", "video-gate"] as const).find((area) => area === search.area), act: text(search.act), who: text(search.who),
    client: text(search.client), contact: text(search.contact), span: text(search.span), from: text(search.from), to: text(search.to),
  }),
  component: lazyRouteComponent(() => import("./audit/AuditPage"), "AuditPage"),
});
const importRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "import",
  component: lazyRouteComponent(() => import("./import/ImportPage"), "ImportPage"),
});
const importingRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "import/$importId",
  component: lazyRouteComponent(() => import("./import/ImportingPage"), "ImportingPage"),
});

const bulkWelcomeRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "welcome/$runId",
  component: lazyRouteComponent(() => import("./welcome-runs/BulkWelcomePage"), "BulkWelcomePage"),
});

const chartRoutes = chartRoute.addChildren([chartStartRoute, profileRoute, peopleRoute, chartSessionsRoute, chartMessagesRoute, chartHistoryRoute]);

export const consoleRoutes = consoleRoute.addChildren([todayRoute, clientsRoute.addChildren([chartRoutes]), sessionsRoute, usersRoute, settingsRoute, sendingRoute, rolesRoute, templatesRoute, auditRoute, importRoute, importingRoute, bulkWelcomeRoute]);
