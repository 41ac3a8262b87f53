/** How far something long has come: count, time left. */
import "./empty.css";
import type { CSSProperties, ReactNode } from "react";
import { ProgressBar } from "react-aria-components/ProgressBar";

export function Progress({ label, done, total, children }: { label: string; done: number; total: number; /** "12 can't get mail. About 40 s left." */ children?: ReactNode }) {
  return (
    <ProgressBar value={done} maxValue={total} aria-label={label} className="k-progress">
      {({ percentage = 0 }) => (
        <>
          <span className="k-progress-track"><span style={{ "--done": `${percentage}%` } as CSSProperties} /></span>
          {children && <span className="k-help">{children}</span>}
        </>
      )}
    </ProgressBar>
  );
}
