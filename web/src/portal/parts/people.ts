/** How people are called on the pages. */
import type { Me } from "@/api/types";
import { language } from "@/app/words";

/** A parent stands on the chart of each child: named once. */
const once = (names: string[]) => [...new Set(names)];

const firstWord = (name: string) => name.trim().split(/\s+/)[0] ?? name;

/** The account's own name: the display name, else whoever it is bound to, else the email. */
export function personName(me: Me): string {
  return me.display_name || listed(once(me.people.map((person) => person.name))) || me.email;
}

/** "Sofia", or "Peter and Grace" where two people share the sign-in. */
export function greeted(me: Me): string {
  return listed(once(me.people.map((person) => firstWord(person.name)))) || firstWord(me.display_name || "");
}

export function listed(names: string[]): string {
  return new Intl.ListFormat(language(), { type: "conjunction" }).format(names);
}
