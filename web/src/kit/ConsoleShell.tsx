/** The console's frame: navigation at the side, one raised room; under 768 px a bar of five at the bottom. */
import "./console-shell.css";
import { Link } from "@tanstack/react-router";
import type { LinkProps } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { useWords } from "@/app/words";
import { Avatar } from "./Avatar";
import { Count } from "./Chip";
import { Mark } from "./Door";
import { Icon } from "./Icon";
import type { IconName } from "./Icon";
import { Toasts } from "./Toast";

export interface NavItem { key: string; label: string; /** On the bottom bar, where the label is too long. */ short?: string; icon: IconName; link: LinkProps; count?: { value: number; label: string }; /** Among the five on a phone. */ onPhone?: boolean }
export interface NavGroup { key: string; head?: string; items: NavItem[] }

interface ConsoleShellProps {
  practice: string;
  nav: NavGroup[];
  /** At the foot of the navigation. */
  foot?: ReactNode;
  children: ReactNode;
}

function NavLink({ item, label = item.label, className }: { item: NavItem; label?: string; className: string }) {
  return (
    <Link {...item.link} className={className} activeProps={{ "aria-current": "page" }}>
      <Icon name={item.icon} size={20} />
      <span>{label}</span>
      {item.count && item.count.value > 0 && <Count tone="block" {...item.count} />}
    </Link>
  );
}

export function ConsoleShell({ practice, nav, foot, children }: ConsoleShellProps) {
  const t = useWords();
  const onPhone = nav.flatMap((group) => group.items).filter((item) => item.onPhone).slice(0, 5);
  return (
    <div className="k-shell">
      <a className="k-skip" href="#main">{t("kit.skip")}</a>
      <nav className="k-nav" aria-label={t("kit.nav.main")}>
        <Link to="/" className="k-brand"><Mark size={30} /><span>Anteroom<small>{practice}</small></span></Link>
        {nav.map((group) => (
          <div key={group.key}>
            {group.head && <p className="k-nav-head" id={`nav-${group.key}`}>{group.head}</p>}
            <ul aria-labelledby={group.head ? `nav-${group.key}` : undefined}>
              {group.items.map((item) => <li key={item.key}><NavLink item={item} className="k-nav-item" /></li>)}
            </ul>
          </div>
        ))}
        <div className="k-nav-foot">{foot}</div>
      </nav>
      <div className="k-room">{children}</div>
      <nav className="k-tabbar" aria-label={t("kit.nav.main")}>{onPhone.map((item) => <NavLink key={item.key} item={item} label={item.short} className="k-tabbar-item" />)}</nav>
      <Toasts />
    </div>
  );
}

/** Title, what is counted, tools at the end, then the page's content. */
export function ConsolePage({ title, meta, tools, children }: { title: string; meta?: ReactNode; tools?: ReactNode; children: ReactNode }) {
  return (
    <>
      <header className="k-bar">
        <div className="k-bar-title"><h1>{title}</h1>{meta && <p>{meta}</p>}</div>
        {tools && <div className="k-bar-tools">{tools}</div>}
      </header>
      <main id="main" tabIndex={-1} className="k-main">{children}</main>
    </>
  );
}

/** Who is signed in, at the foot of the navigation; `children` wraps it, for instance in a Menu's button. */
export function WhoLabel({ name, role }: { name: string; role: string }): ReactElement {
  return (
    <span className="k-who">
      <Avatar name={name} tone={0} />
      <span className="k-who-text"><b>{name}</b><small>{role}</small></span>
    </span>
  );
}
