/** Where the keyboard goes after a dialog whose button is gone by then, since what stood under the dialog was drawn afresh. */
import { useEffect, useState } from "react";

const STOPS = "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex='0']";

interface WayBack { name: string; around: HTMLElement[] }

const nameOf = (one: Element | null) => one?.getAttribute("aria-label") ?? one?.textContent ?? "";

function fromHere(): WayBack {
  const around: HTMLElement[] = [];
  for (let one = document.activeElement?.parentElement; one && one !== document.body; one = one.parentElement) around.push(one);
  return { name: nameOf(document.activeElement), around };
}

/** The button's like if there is one, else the first stop near where it stood; nothing where the keyboard is somewhere already. */
function goBack({ name, around }: WayBack): void {
  if (document.activeElement && document.activeElement !== document.body) return;
  for (const near of around.filter((one) => one.isConnected)) {
    const stops = [...near.querySelectorAll<HTMLElement>(STOPS)].filter((one) => one.checkVisibility());
    const stop = stops.find((one) => nameOf(one) === name) ?? stops[0];
    if (stop) return stop.focus();
  }
}

/** For a dialog's inside: what it was opened from is looked at before the dialog takes the keyboard. */
export function useWayBack(): void {
  const [way] = useState(fromHere);
  // Two frames: in the first the dialog's own scope gives the keyboard back, where it can.
  useEffect(() => () => void requestAnimationFrame(() => requestAnimationFrame(() => goBack(way))), [way]);
}
