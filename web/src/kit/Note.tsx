/** One line beside a field: what helps, what is met, what has to be mended. */
import "./field.css";
import type { ReactNode } from "react";
import { Icon } from "./Icon";
import type { IconName } from "./Icon";

export type NoteTone = "plain" | "ok" | "warn" | "block";
const usual: Record<NoteTone, IconName> = { plain: "info", ok: "check", warn: "warning", block: "warning" };

export function Note({ tone = "plain", icon, id, children }: { tone?: NoteTone; icon?: IconName; id?: string; children: ReactNode }) {
  return (
    <p className={`k-note is-${tone}`} id={id}>
      <Icon name={icon ?? usual[tone]} size={16} />
      <span>{children}</span>
    </p>
  );
}
