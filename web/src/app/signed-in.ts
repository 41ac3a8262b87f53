/** The lock on an area's door: who may come in, and where the others go. */
import { redirect } from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";
import { isProblem } from "@/api/problem";
import { meQuery } from "@/api/signing-in";
import type { Me } from "@/api/types";

interface Arriving { queries: QueryClient; /** Where they wanted to go; sign-in brings them back. */ href: string }

async function whoIsThis({ queries, href }: Arriving): Promise<Me> {
  try {
    return await queries.ensureQueryData(meQuery);
  } catch (error) {
    if (isProblem(error) && error.status === 401) throw redirect({ to: "/sign-in", search: { next: href }, replace: true });
    throw error;
  }
}

/** What is owed comes before anything else, for staff and clients alike. */
function sendToWhatIsOwed(me: Me, href: string): void {
  if (me.owes.includes("SECOND_FACTOR")) throw redirect({ to: "/second-step", search: { next: href }, replace: true });
  if (me.owes.includes("PASSWORD_CHANGE")) throw redirect({ to: "/change-password", replace: true });
  if (me.owes.includes("TERMS")) throw redirect({ to: "/accept-terms", replace: true });
  if (me.owes.includes("SECOND_FACTOR_SETUP")) throw redirect({ to: "/set-up-second-step", replace: true });
}

export async function staffOnly(arriving: Arriving): Promise<Me> {
  const me = await whoIsThis(arriving);
  sendToWhatIsOwed(me, arriving.href);
  if (!me.role) throw redirect({ to: "/home", replace: true });
  return me;
}

/** Staff who are clients too have one sign-in and both doors. */
const isClient = (me: Me) => !me.role || me.people.length > 0 || me.offers.length > 0;

export async function clientsOnly(arriving: Arriving): Promise<Me> {
  const me = await whoIsThis(arriving);
  sendToWhatIsOwed(me, arriving.href);
  if (!isClient(me)) throw redirect({ to: "/clients", replace: true });
  return me;
}

/** Anyone signed in, whatever they owe: the pages where a debt is settled, and the room. */
export async function anyoneSignedIn(arriving: Arriving): Promise<Me> {
  return whoIsThis(arriving);
}
