/** Small facts: a chip is glyph + word + colour; a tag is a quiet label; a count is a number that waits. */
import "./chip.css";
import type { ReactNode } from "react";
import { Icon } from "./Icon";
import type { IconName } from "./Icon";

export type Tone = "ok" | "info" | "warn" | "block" | "quiet";
const usual: Record<Tone, IconName> = { ok: "check", info: "clock", warn: "warning", block: "cross", quiet: "lock" };

export function Chip({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`k-chip is-${tone}`}>
      <Icon name={icon ?? usual[tone]} size={16} />
      {children}
    </span>
  );
}

export function Tag({ children }: { children: ReactNode }) {
  return <span className="k-tag">{children}</span>;
}

/** `label` says what is counted: "8 need you". */
export function Count({ value, label, tone = "quiet" }: { value: number; label?: string; tone?: "quiet" | "block" }) {
  return (
    <span className={`k-count is-${tone}`}>
      {label ? <><span aria-hidden="true">{value}</span><span className="k-unseen">{label}</span></> : value}
    </span>
  );
}
