/** Edits that wait for Save: the saved thing with what was changed on top. */
import { useState } from "react";

export interface Draft<T extends object> {
  value: T;
  edits: Partial<T>;
  changed: (keyof T)[];
  set: <K extends keyof T>(key: K, next: T[K]) => void;
  discard: () => void;
}

/** Lists are the same where they hold the same. */
const same = (one: unknown, other: unknown) => Object.is(one, other) || (Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other));

export function useDraft<T extends object>(saved: T): Draft<T> {
  const [kept, setKept] = useState<Partial<T>>({});
  // Somebody else may have saved the same meanwhile: an edit that no longer differs is none.
  const changed = (Object.keys(kept) as (keyof T)[]).filter((key) => !same(kept[key], saved[key]));
  const edits = Object.fromEntries(changed.map((key) => [key, kept[key]])) as Partial<T>;
  return {
    value: { ...saved, ...edits }, edits, changed,
    set: (key, next) => setKept((before) => ({ ...before, [key]: next })),
    discard: () => setKept({}),
  };
}
