/** The body as it is written: lines with their numbers, variables marked, lines to mend marked. */
import { useId } from "react";
import type { RefObject } from "react";

interface BodyFieldProps {
  label: string; value: string; onChange: (next: string) => void; onFocus: () => void; fieldRef: RefObject<HTMLTextAreaElement | null>;
  readOnly: boolean; bad: Set<number>;
}

/** A line in parts: every second one is a variable. */
const parts = (line: string) => line.split(/(\{\{.*?\}\})/);

function Marks({ value, bad }: { value: string; bad: Set<number> }) {
  return (
    <div className="c-code-marks" aria-hidden="true">
      {value.split("\n").map((line, index) => (
        <div key={index} className={bad.has(index + 1) ? "c-code-line is-bad" : "c-code-line"} data-line={index + 1}>
          {parts(line).map((part, at) => (at % 2 ? <mark key={at}>{part}</mark> : part))}{"\u200b"}
        </div>
      ))}
    </div>
  );
}

export function BodyField({ label, value, onChange, onFocus, fieldRef, readOnly, bad }: BodyFieldProps) {
  const id = useId();
  return (
    <div className="k-field">
      <label className="k-label" htmlFor={id}>{label}</label>
      <div className="c-code">
        <Marks value={value} bad={bad} />
        <textarea id={id} ref={fieldRef} value={value} onChange={(event) => onChange(event.target.value)} onFocus={onFocus} readOnly={readOnly} aria-invalid={bad.size > 0 || undefined} maxLength={10_000} spellCheck />
      </div>
    </div>
  );
}
