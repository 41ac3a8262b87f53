/** Comparing what was typed twice. */

/** 1-based place where the second writing departs from the first; 0 while it doesn't (yet). */
export function differsAt(first: string, second: string): number {
  const a = [...first];
  const b = [...second];
  const place = b.findIndex((letter, index) => letter !== a[index]);
  return place + 1;
}
