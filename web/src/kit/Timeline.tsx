/** What happened, newest first. Square: stopped. Filled: certain. Ring: neutral ("Page opened, perhaps by a mail scanner"). */
import "./finding.css";
import type { ReactNode } from "react";
import { dayAndClock } from "@/app/when";

export interface TimelineItem { key: string; time: string; tone: "ok" | "warn" | "block" | "neutral"; what: ReactNode; detail?: ReactNode }

export function Timeline({ items, label }: { items: TimelineItem[]; label?: string }) {
  return (
    <ol className="k-timeline" aria-label={label}>
      {items.map((item) => (
        <li key={item.key} className={`k-timeline-event is-${item.tone}`}>
          <time dateTime={item.time}>{dayAndClock(item.time)}</time>
          <span className="k-timeline-dot" />
          <span>{item.what}{item.detail && <> <small>{item.detail}</small></>}</span>
        </li>
      ))}
    </ol>
  );
}
