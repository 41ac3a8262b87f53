/** One subject of a form: what it is at the left, its fields at the right. */
import type { ReactNode } from "react";
import "./section.css";

export function Section({ title, text, children }: { title: string; text?: ReactNode; children: ReactNode }) {
  return (
    <section className="c-section">
      <div><h2>{title}</h2>{text && <p>{text}</p>}</div>
      <div className="c-section-fields">{children}</div>
    </section>
  );
}

/** Switches that belong together, in one frame. */
export function SwitchList({ children }: { children: ReactNode }) {
  return <div className="c-switches">{children}</div>;
}
