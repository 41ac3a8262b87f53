/** Grey lines while something loads: after 300 ms, at the height of what comes. */
import "./empty.css";
import { useEffect, useState } from "react";
import { useWords } from "@/app/words";

const widths = ["is-60", "is-90", "is-40", "is-75"];

export function Skeleton({ lines = 3 }: { lines?: number }) {
  const t = useWords();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={`k-skeleton${late ? " is-late" : ""}`} role="status">
      <span className="k-unseen">{late ? t("kit.loading") : ""}</span>
      {Array.from({ length: lines }, (_, line) => <span key={line} className={`k-bone ${widths[line % widths.length]}`} />)}
    </div>
  );
}
