/** Two initials on a colour that stays with the name. Decoration: the name stands beside it. */
import "./chip.css";

export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter((word) => !/^(dr|dre|mr|ms|mme|m)\.?$/i.test(word));
  const first = words[0]?.[0] ?? "";
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? "") : "";
  return (first + last).toLocaleUpperCase();
}

function toneOf(name: string): number {
  return [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 4;
}

export function Avatar({ name, tone }: { name: string; tone?: 0 | 1 | 2 | 3 }) {
  return <span className={`k-avatar is-${tone ?? toneOf(name)}`} aria-hidden="true">{initials(name)}</span>;
}
