/** Video sessions: listing, booking, joining, and who was admitted. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { got, once, videoGate } from "./api";
import type { Booking, SessionChange, SessionPage, VideoSession } from "./types";

interface SessionFilter { /** Of staff too: those they take part in as a client. */ mine?: boolean; client_id?: string; from_time?: string; to_time?: string; page_size?: number; page_token?: string }
const PAGE = 200;
const the = (sessionId: string) => ({ path: { session_id: sessionId } });

/** Staff get the practice's, clients only their own. */
export const sessionsQuery = (filter: SessionFilter = {}) =>
  queryOptions({
    queryKey: ["sessions", filter],
    queryFn: ({ signal }) => got(videoGate.GET("/api/video-gate/v1/sessions", { params: { query: filter }, signal })),
  });

/** Every session between two instants, however many pages that takes; asked for less often where it takes several. */
export const everySessionQuery = (filter: Pick<SessionFilter, "from_time" | "to_time">) =>
  queryOptions({
    queryKey: ["sessions", "every", filter],
    queryFn: async ({ signal }) => {
      const found: VideoSession[] = [];
      for (let token: string | undefined = ""; token !== undefined;) {
        const page: SessionPage = await got(videoGate.GET("/api/video-gate/v1/sessions", { params: { query: { ...filter, page_size: PAGE, page_token: token || undefined } }, signal }));
        found.push(...page.sessions);
        token = page.next_page_token || undefined;
      }
      return found;
    },
    refetchInterval: ({ state }) => ((state.data?.length ?? 0) > PAGE ? 60_000 : 10_000),
  });

export const seatsQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["seats", sessionId],
    queryFn: ({ signal }) => got(videoGate.GET("/api/video-gate/v1/sessions/{session_id}/seats", { params: the(sessionId), signal })),
    refetchInterval: 5_000,
  });

export function useJoin() {
  return useMutation({ mutationFn: (sessionId: string) => got(videoGate.POST("/api/video-gate/v1/sessions/{session_id}:join", { params: the(sessionId) })) });
}

function useSessionsChanged() {
  const queries = useQueryClient();
  return () => Promise.all(["sessions", "today", "clients", "client"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
}

export function useBookSession() {
  return useMutation({
    mutationFn: (booking: Booking) => got(videoGate.POST("/api/video-gate/v1/sessions", { body: booking, headers: once() })),
    onSuccess: useSessionsChanged(),
  });
}

export function useMoveSession() {
  return useMutation({
    mutationFn: ({ sessionId, change }: { sessionId: string; change: SessionChange }) => 
      got(videoGate.PATCH("/api/video-gate/v1/sessions/{session_id}", { params: the(sessionId), body: change })),
    onSuccess: useSessionsChanged(),
  });
}

export function useCancelSession() {
  return useMutation({
    mutationFn: (sessionId: string) => got(videoGate.POST("/api/video-gate/v1/sessions/{session_id}:cancel", { params: the(sessionId) })),
    onSuccess: useSessionsChanged(),
  });
}
