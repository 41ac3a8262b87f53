/** Bulk welcome: the dry run, the sending, and what became of each person. */
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { clinic, got, once } from "./api";
import type { WelcomeRun } from "./types";

const SOON = 700;
const the = (runId: string) => ({ path: { run_id: runId } });
const atWork = (run?: WelcomeRun) => run?.state === "JUDGING" || run?.state === "SENDING";

/** Asked again soon while something is being done. */
export const runQuery = (runId: string) =>
  queryOptions({
    queryKey: ["welcome-run", runId],
    queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/welcome-runs/{run_id}", { params: the(runId), signal })),
    refetchInterval: ({ state }) => (atWork(state.data) ? SOON : false),
  });

export type Whom = "ALL" | "CANT" | "WILL";

/** `turn`: asked anew when the run has moved on. */
export const runPeopleQuery = (runId: string, show: Whom, turn: string) =>
  infiniteQueryOptions({
    queryKey: ["welcome-run-people", runId, show, turn],
    queryFn: ({ pageParam, signal }) =>
      got(clinic.GET("/api/clinic/v1/welcome-runs/{run_id}/people", { params: { ...the(runId), query: { show, page_size: 50, page_token: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_page_token || undefined,
    placeholderData: (before) => before,
  });

/** So many clients can be named at once. */
export const MOST_CHOSEN = 500;

/** The people of these clients, or those an import added; with nothing said everybody not invited yet. */
export function useBeginRun() {
  return useMutation({
    mutationFn: (whom: { import_id?: string; client_ids?: string[] }) => got(clinic.POST("/api/clinic/v1/welcome-runs", { body: whom, headers: once() })),
  });
}

export function useRunVerb(runId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (verb: "start" | "pause" | "resume" | "cancel") =>
      verb === "start"
        ? got(clinic.POST("/api/clinic/v1/welcome-runs/{run_id}:start", { params: the(runId), headers: once() }))
        : got(clinic.POST(`/api/clinic/v1/welcome-runs/{run_id}:${verb}`, { params: the(runId) })),
    onSuccess: (run) => {
      queries.setQueryData(runQuery(runId).queryKey, run);
      return queries.invalidateQueries({ queryKey: ["clients"] });
    },
  });
}
