/** One finding of an access report: title, evidence, time, fix. The list is ordered blocking, warning, ok. */
import "./finding.css";
import type { ReactNode } from "react";
import { Icon } from "./Icon";
import type { IconName } from "./Icon";

/** "unknown": nothing stands in the way, and nothing has shown yet that it holds. */
export type FindingState = "checking" | "blocking" | "warning" | "ok" | "unknown" | "fixed";
const icons: Record<Exclude<FindingState, "checking">, IconName> = { blocking: "doorBarred", warning: "warning", ok: "check", unknown: "minus", fixed: "undo" };

export function Findings({ label, children }: { label?: string; children: ReactNode }) {
  return <ul className="k-findings" aria-label={label}>{children}</ul>;
}

interface FindingProps {
  state: FindingState;
  title: string;
  /** What is true, with its time where it has one. */
  evidence?: ReactNode;
  at?: ReactNode;
  /** The buttons that mend it. */
  fix?: ReactNode;
}

export function Finding({ state, title, evidence, at, fix }: FindingProps) {
  return (
    <li className={`k-finding is-${state}`}>
      {state === "checking" ? <span className="k-spin" /> : <Icon name={icons[state]} />}
      <div>
        <h4>{title}</h4>
        {evidence && <p>{evidence}</p>}
        {fix && <div className="k-finding-fix">{fix}</div>}
      </div>
      {at && <span className="k-finding-at">{at}</span>}
    </li>
  );
}

/** The answer above its evidence: "A join now would be refused". */
export function Verdict({ tone, title, children }: { tone: "ok" | "block" | "quiet"; title: ReactNode; children?: ReactNode }) {
  const icon: Record<typeof tone, IconName> = { ok: "doorOpen", block: "doorBarred", quiet: "doorClosed" };
  return (
    <div className={`k-verdict is-${tone}`}>
      <Icon name={icon[tone]} size={22} />
      <div><b>{title}</b>{children && <p>{children}</p>}</div>
    </div>
  );
}
