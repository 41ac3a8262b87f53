/** The portal's addresses. The sign-in pages serve staff too: there is one door. */
import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { practiceQuery, termsQuery } from "@/api/practice";
import { secondFactorsQuery } from "@/api/second-step";
import { myLoginSessionsQuery } from "@/api/signing-in";
import { loadedHere } from "@/app/arrival";
import { presentPractice } from "@/app/home-screen";
import { rootRoute } from "@/app/root";
import { anyoneSignedIn, clientsOnly } from "@/app/signed-in";
import { paintDoor, showSurface } from "@/app/surface";
import { setZone } from "@/app/when";
import { loadWords } from "@/app/words";
import { PortalTrouble } from "./PortalTrouble";

const text = (value: unknown) => (typeof value === "string" ? value : undefined);

const portalRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "portal",
  beforeLoad: async ({ context }) => {
    showSurface("portal");
    const [practice] = await Promise.all([context.queries.ensureQueryData(practiceQuery), loadWords("portal")]);
    paintDoor(practice.door);
    presentPractice(practice);
    setZone(practice.zone);
  },
  errorComponent: PortalTrouble,
});
const getParentRoute = () => portalRoute;

const signIn = createRoute({
  getParentRoute,
  path: "sign-in",
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({ next: text(search.next) }),
  component: lazyRouteComponent(() => import("./sign-in/SignInPage"), "SignInPage"),
});
const forgotPassword = createRoute({ getParentRoute, path: "forgot-password", component: lazyRouteComponent(() => import("./forgot-password/ForgotPasswordPage"), "ForgotPasswordPage") });
const setPassword = createRoute({ getParentRoute, path: "set-password", component: lazyRouteComponent(() => import("./set-password/SetPasswordPage"), "SetPasswordPage") });
const resetPassword = createRoute({ getParentRoute, path: "reset-password", component: lazyRouteComponent(() => import("./reset-password/ResetPasswordPage"), "ResetPasswordPage") });
const code = createRoute({ getParentRoute, path: "code", component: lazyRouteComponent(() => import("./code/CodePage"), "CodePage") });
const guest = createRoute({ getParentRoute, path: "guest", component: lazyRouteComponent(() => import("./guest/GuestPage"), "GuestPage") });
const privacy = createRoute({ getParentRoute, path: "privacy", component: lazyRouteComponent(() => import("./privacy/PrivacyPage"), "PrivacyPage") });
const terms = createRoute({
  getParentRoute,
  path: "terms",
  loader: ({ context: { queries } }) => queries.prefetchQuery(termsQuery),
  component: lazyRouteComponent(() => import("./terms/TermsPage"), "TermsPage"),
});
const accessibility = createRoute({ getParentRoute, path: "accessibility", component: lazyRouteComponent(() => import("./accessibility/AccessibilityPage"), "AccessibilityPage") });
const anyLink = createRoute({ getParentRoute, path: "link", component: lazyRouteComponent(() => import("./link/AnyLinkPage"), "AnyLinkPage") });

const signedIn = createRoute({
  getParentRoute,
  id: "signed-in",
  beforeLoad: async ({ context, location }) => ({ me: await anyoneSignedIn({ queries: context.queries, href: location.href }) }),
});
const changePassword = createRoute({ getParentRoute: () => signedIn, path: "change-password", component: lazyRouteComponent(() => import("./change-password/ChangePasswordPage"), "ChangePasswordPage") });
const account = createRoute({
  getParentRoute: () => signedIn,
  path: "account",
  beforeLoad: ({ context }) => {
    if (context.me.owes.length > 0) throw redirect({ to: "/", replace: true });
  },
  // Its lists are as long as they are, and what stands below them isn't to move. What fails is said on the page.
  loader: ({ context: { queries } }) => Promise.all([queries.prefetchQuery(secondFactorsQuery), queries.prefetchQuery(myLoginSessionsQuery)]),
  component: lazyRouteComponent(() => import("./account/AccountPage"), "AccountPage"),
});
const acceptTerms = createRoute({
  getParentRoute: () => signedIn,
  path: "accept-terms",
  beforeLoad: ({ context }) => {
    if (!context.me.owes.includes("TERMS")) throw redirect({ to: "/", replace: true });
  },
  loader: ({ context: { queries } }) => queries.prefetchQuery(termsQuery),
  component: lazyRouteComponent(() => import("./accept-terms/AcceptTermsPage"), "AcceptTermsPage"),
});
const secondStep = createRoute({
  getParentRoute: () => signedIn,
  path: "second-step",
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({ next: text(search.next) }),
  beforeLoad: ({ context }) => {
    if (!context.me.owes.includes("SECOND_FACTOR")) throw redirect({ to: "/", replace: true });
  },
  component: lazyRouteComponent(() => import("./second-step/SecondStepPage"), "SecondStepPage"),
});
const setUpSecondStep = createRoute({
  getParentRoute: () => signedIn,
  path: "set-up-second-step",
  beforeLoad: ({ context }) => {
    if (!context.me.owes.includes("SECOND_FACTOR_SETUP")) throw redirect({ to: "/", replace: true });
  },
  component: lazyRouteComponent(() => import("./second-step/SetUpPage"), "SetUpPage"),
});
const room = createRoute({ getParentRoute: () => signedIn, path: "room/$sessionId", component: lazyRouteComponent(() => import("./room/RoomPage"), "RoomPage") });

const clients = createRoute({
  getParentRoute,
  id: "clients-only",
  beforeLoad: async ({ context, location }) => ({ me: await clientsOnly({ queries: context.queries, href: location.href }) }),
});
const home = createRoute({ getParentRoute: () => clients, path: "home", component: lazyRouteComponent(() => import("./home/HomePage"), "HomePage") });
const offers = createRoute({ getParentRoute: () => clients, path: "offers", component: lazyRouteComponent(() => import("./offers/OffersPage"), "OffersPage") });
const deviceCheck = createRoute({
  getParentRoute: () => clients,
  path: "device-check",
  beforeLoad: async ({ location, preload }) => {
    if (!preload) await loadedHere(location.href);
  },
  component: lazyRouteComponent(() => import("./device-check/DeviceCheckPage"), "DeviceCheckPage"),
});
const join = createRoute({ getParentRoute: () => clients, path: "join/$sessionId", component: lazyRouteComponent(() => import("./join/JoinPage"), "JoinPage") });

export const portalRoutes = portalRoute.addChildren([
  signIn, forgotPassword, setPassword, resetPassword, anyLink, guest, code, privacy, terms, accessibility, signedIn.addChildren([changePassword, account, acceptTerms, secondStep, setUpSecondStep, room]),
  clients.addChildren([home, offers, deviceCheck, join]),
]);
