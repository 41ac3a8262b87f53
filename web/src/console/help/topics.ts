/** The help's topics: on which pages they stand first, and where they lead. Their words are the catalogue "help". */
import type { LinkProps } from "@tanstack/react-router";

export type HelpPage = "today" | "clients" | "chart" | "sessions" | "users" | "settings" | "templates" | "audit" | "import" | "welcome" | "other";

export interface Topic { key: string; pages: HelpPage[]; link: LinkProps["to"]; steps: number }

export const topics: Topic[] = [
  { key: "find", pages: ["clients", "today"], link: "/clients", steps: 3 },
  { key: "switches", pages: ["clients", "chart"], link: "/clients", steps: 5 },
  { key: "welcome", pages: ["clients", "chart", "today"], link: "/clients", steps: 4 },
  { key: "bulk", pages: ["welcome", "clients", "import"], link: "/clients", steps: 5 },
  { key: "import", pages: ["import", "clients"], link: "/import", steps: 5 },
  { key: "not-received", pages: ["chart", "clients", "today", "welcome"], link: "/clients", steps: 5 },
  { key: "password", pages: ["users", "chart"], link: "/users", steps: 5 },
  { key: "video", pages: ["today", "chart", "sessions"], link: "/today", steps: 4 },
  { key: "consent", pages: ["chart"], link: "/clients", steps: 4 },
  { key: "browser", pages: ["today", "chart", "users"], link: "/today", steps: 3 },
  { key: "reset", pages: ["users", "chart"], link: "/users", steps: 4 },
  { key: "validity", pages: ["settings"], link: "/settings", steps: 3 },
  { key: "templates", pages: ["templates", "settings"], link: "/settings/templates", steps: 4 },
  { key: "calls", pages: ["today"], link: "/today", steps: 3 },
  { key: "sessions", pages: ["sessions", "chart"], link: "/sessions", steps: 3 },
  { key: "duplicates", pages: ["clients", "chart"], link: "/clients", steps: 5 },
  { key: "of-age", pages: ["today", "chart"], link: "/today", steps: 4 },
  { key: "staff", pages: ["users", "settings"], link: "/users", steps: 3 },
  { key: "audit", pages: ["audit"], link: "/audit", steps: 4 },
  { key: "place", pages: ["settings"], link: "/settings", steps: 4 },
];

/** Which page an address is, for the help. */
export function pageOf(path: string): HelpPage {
  if (/^\/clients\/[^/]+/.test(path)) return "chart";
  if (path.startsWith("/settings/templates")) return "templates";
  const first = path.split("/")[1] ?? "";
  return (["today", "clients", "sessions", "users", "settings", "audit", "import", "welcome"] as const).find((page) => page === first) ?? "other";
}
