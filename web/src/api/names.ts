/** Who ids stand for, as the practice calls them. */
import { queryOptions } from "@tanstack/react-query";
import { clinic, got } from "./api";
import type { NameShown } from "./types";

const MOST_AT_ONCE = 500;

/** Names for ids; whoever is unknown to the practice is not among them. */
export async function namesOf(ids: string[], signal?: AbortSignal): Promise<NameShown[]> {
  const found: NameShown[] = [];
  for (let at = 0; at < ids.length; at += MOST_AT_ONCE) {
    const some = await got(clinic.POST("/api/clinic/v1/names:resolve", { body: { ids: ids.slice(at, at + MOST_AT_ONCE) }, signal }));
    found.push(...some.names);
  }
  return found;
}

export const namesQuery = (ids: string[]) => {
  const asked = [...new Set(ids)].sort();
  return queryOptions({ queryKey: ["names", asked], enabled: asked.length > 0, queryFn: ({ signal }) => namesOf(asked, signal), placeholderData: (before) => before });
};
