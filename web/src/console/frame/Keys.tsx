/** Single keys of the console: g then t, c, u, s; j, k and f in lists; ? for help. They act only outside of fields and can be turned off. */
import { useRouter } from "@tanstack/react-router";
import { Suspense, createContext, lazy, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";

// What few open is not loaded by all.
const HelpDialog = lazy(() => import("../help/HelpDialog").then((module) => ({ default: module.HelpDialog })));

const OFF = "anteroom.keys-off";
const places: Record<string, "/today" | "/clients" | "/users" | "/settings"> = { t: "/today", c: "/clients", u: "/users", s: "/settings" };

interface Keys { on: boolean; turn: (on: boolean) => void; showHelp: () => void }
const KeysContext = createContext<Keys>({ on: true, turn: () => {}, showHelp: () => {} });
export const useKeys = () => useContext(KeysContext);

/** Somebody writes, or picks from a list by its first letters. */
function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest("[role=listbox], [role=menu]") !== null;
}

/** The rows somebody can walk with j and k: those of the topmost dialog, else of the page. */
function rowsInReach(): HTMLElement[] {
  const dialogs = document.querySelectorAll<HTMLElement>('[role="dialog"], [role="alertdialog"]');
  const ground: ParentNode = dialogs[dialogs.length - 1] ?? document;
  return [...ground.querySelectorAll<HTMLElement>("tbody [role=row], tbody tr, [data-walk]")];
}

const rowHere = () => document.activeElement?.closest<HTMLElement>("tbody [role=row], tbody tr, [data-walk]") ?? null;

function walk(step: 1 | -1): void {
  const rows = rowsInReach();
  const here = rowHere();
  const next = here ? rows.indexOf(here) + step : 0;
  const row = rows[Math.min(Math.max(next, 0), rows.length - 1)];
  const target = row?.matches("[data-walk]") ? row.querySelector<HTMLElement>("[data-walk-to]") ?? row : row;
  target?.focus();
}

function pressFix(): void {
  rowHere()?.querySelector<HTMLElement>("[data-fix] button, [data-fix] a")?.click();
}

export function KeysProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [on, setOn] = useState(() => localStorage.getItem(OFF) === null);
  const [helping, setHelping] = useState(false);
  const going = useRef(0);
  useEffect(() => {
    const single: Record<string, () => void> = { j: () => walk(1), k: () => walk(-1), f: pressFix, "?": () => setHelping(true), g: () => { going.current = Date.now(); } };
    const pressed = (event: KeyboardEvent) => {
      if (!on || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isWriting(event.target)) return;
      const to = Date.now() - going.current < 1_500 ? places[event.key] : undefined;
      const act = to ? () => void router.navigate({ to }) : single[event.key];
      going.current = 0;
      if (!act) return;
      // Before the table hears it: there a letter would jump to the next name that begins with it.
      event.stopPropagation();
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", pressed, true);
    return () => document.removeEventListener("keydown", pressed, true);
  }, [on, router]);
  const keys = useMemo<Keys>(() => ({
    on,
    turn: (next) => { setOn(next); if (next) localStorage.removeItem(OFF); else localStorage.setItem(OFF, "1"); },
    showHelp: () => setHelping(true),
  }), [on]);
  return (
    <KeysContext value={keys}>
      {children}
      {helping && <Suspense fallback={null}><HelpDialog onClose={() => setHelping(false)} /></Suspense>}
    </KeysContext>
  );
}
