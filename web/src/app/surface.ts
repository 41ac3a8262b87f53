/** What the <html> element says about the page: portal or console, the practice's door colour, the title. */
import { useEffect } from "react";

const DOOR = "anteroom.door";
export type Surface = "portal" | "console";

export function showSurface(surface: Surface): void {
  document.documentElement.dataset.surface = surface;
}

/** Paints the practice's door; kept, so that the next visit starts in the right colour. */
export function paintDoor(door: string): void {
  document.documentElement.dataset.door = door;
  localStorage.setItem(DOOR, door);
}

export function paintKnownDoor(): void {
  const door = localStorage.getItem(DOOR);
  if (door) document.documentElement.dataset.door = door;
}

/** "Sign in · Maple Counselling". */
export function useTitle(page: string, practice?: string): void {
  useEffect(() => {
    document.title = practice ? `${page} · ${practice}` : page;
  }, [page, practice]);
}
