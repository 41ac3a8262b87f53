/** A raised sheet, with or without a head; and a banner: one fact that colours what follows. */
import "./empty.css";
import type { ReactNode } from "react";
import type { Tone } from "./Chip";
import { Icon } from "./Icon";
import type { IconName } from "./Icon";

export function Card({ title, aside, children }: { title?: ReactNode; /** At the end of the head. */ aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="k-card">
      {title && <header className="k-card-head"><h2>{title}</h2>{aside}</header>}
      {children}
    </section>
  );
}

const usual: Record<Tone, IconName> = { ok: "check", info: "info", warn: "warning", block: "doorBarred", quiet: "info" };

export function Banner({ tone, icon, title, children, role }: { tone: Tone; icon?: IconName; title?: ReactNode; children?: ReactNode; role?: "alert" | "status" }) {
  return (
    <div className={`k-banner is-${tone}`} role={role}>
      <Icon name={icon ?? usual[tone]} />
      <div>{title && <b>{title}</b>}{children && <p>{children}</p>}</div>
    </div>
  );
}
