/** Panels behind tabs; for pages with addresses of their own use TabLinks. */
import "./tabs.css";
import { Link } from "@tanstack/react-router";
import type { LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components/Tabs";

export interface TabItem { key: string; label: string; content: ReactNode }

export function Tabs({ label, items, value, onChange }: { label: string; items: TabItem[]; value?: string; onChange?: (key: string) => void }) {
  return (
    <AriaTabs className="k-tabs" selectedKey={value} onSelectionChange={(key) => onChange?.(String(key))}>
      <TabList aria-label={label} className="k-tab-list">
        {items.map((item) => <Tab key={item.key} id={item.key} className="k-tab">{item.label}</Tab>)}
      </TabList>
      {items.map((item) => <TabPanel key={item.key} id={item.key} className="k-tab-panel">{item.content}</TabPanel>)}
    </AriaTabs>
  );
}

export interface TabLink { label: string; link: LinkProps }

/** Looks like tabs, is navigation. */
export function TabLinks({ label, links }: { label: string; links: TabLink[] }) {
  return (
    <nav className="k-tab-list" aria-label={label}>
      {links.map(({ label: text, link }) => <Link key={text} {...link} className="k-tab" activeProps={{ "aria-current": "page" }}>{text}</Link>)}
    </nav>
  );
}
