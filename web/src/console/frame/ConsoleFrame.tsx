/** What stands around every console page: navigation, keys, the dialogs that any page may open. */
import { Outlet } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { callsQuery } from "@/api/calls";
import { todayQuery } from "@/api/clients";
import { practiceQuery } from "@/api/practice";
import { paintDoor } from "@/app/surface";
import { setZone } from "@/app/when";
import { useWords } from "@/app/words";
import { ConsoleShell } from "@/kit";
import type { NavGroup, NavItem } from "@/kit";
import { Acts } from "../acts/Acts";
import { Foot } from "./Foot";
import { IdleWatch } from "./IdleWatch";
import { KeysProvider } from "./Keys";
import { useMay } from "./may";
import { WhoMenuContext } from "./who-menu";

const OFTEN = 10_000;

/** Who waits for the front desk, heard of on every page; nobody where the role doesn't answer calls. */
function useOpenCalls(): number {
  const query = useQuery({ ...callsQuery, retry: false, refetchInterval: ({ state }) => (state.status === "error" ? false : OFTEN) });
  return query.data?.calls.filter((one) => one.state === "OPEN").length ?? 0;
}

function useNavigation(failing: number, calls: number): NavGroup[] {
  const t = useWords();
  const may = useMay();
  return [
    { key: "now", items: [
      { key: "today", label: t("console.today"), icon: "sunrise", link: { to: "/today" }, onPhone: true, count: { value: failing + calls, label: [failing > 0 && t("console.nav.needYou", { count: failing }), calls > 0 && t("console.nav.calls", { count: calls })].filter(Boolean).join(", ") } },
    ] },
    { key: "office", head: t("console.nav.office"), items: [
      { key: "clients", label: t("console.clients"), icon: "people", link: { to: "/clients" }, onPhone: true },
      { key: "sessions", label: t("console.sessions"), icon: "video", link: { to: "/sessions" }, onPhone: true },
      { key: "users", label: t("console.users"), short: t("console.users.short"), icon: "badge", link: { to: "/users" }, onPhone: true },
    ] },
    { key: "setup", head: t("console.nav.setup"), items: [
      { key: "settings", label: t("console.settings"), short: t("console.settings.short"), icon: "sliders", link: { to: "/settings" }, onPhone: true },
      ...(may("imports") ? [{ key: "import", label: t("console.import"), icon: "download", link: { to: "/import" } } satisfies NavItem] : []),
      ...(may("audit") ? [{ key: "audit", label: t("console.nav.audit"), icon: "list" as const, link: { to: "/audit" as const } }] : []),
    ] },
  ];
}

export function ConsoleFrame() {
  const practice = useQuery(practiceQuery).data;
  const failing = useQuery(todayQuery).data?.counts.WILL_FAIL ?? 0;
  const nav = useNavigation(failing, useOpenCalls());
  const [isMenuOpen, turnMenu] = useState(false);
  const whoMenu = useMemo(() => ({ isOpen: isMenuOpen, turn: turnMenu }), [isMenuOpen]);
  // Instants are said in the practice's zone, so nothing is shown before the zone is known.
  if (practice) setZone(practice.zone);
  useEffect(() => {
    if (practice) paintDoor(practice.door);
  }, [practice]);
  if (!practice) return null;
  return (
    <KeysProvider>
      <Acts>
        <ConsoleShell practice={practice.name} nav={nav} foot={<Foot />}>
          <WhoMenuContext value={whoMenu}><Outlet /></WhoMenuContext>
          <IdleWatch />
        </ConsoleShell>
      </Acts>
    </KeysProvider>
  );
}
