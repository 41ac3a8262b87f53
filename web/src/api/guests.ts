/** Guests of one video session: staff make and take back their links; a guest looks, joins and asks whether they are still in. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { got, videoGate } from "./api";

const the = (sessionId: string) => ({ path: { session_id: sessionId } });
const one = (sessionId: string, guestId: string) => ({ path: { session_id: sessionId, guest_id: guestId } });

export const guestsQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["guests", sessionId],
    queryFn: ({ signal }) => got(videoGate.GET("/api/video-gate/v1/sessions/{session_id}/guests", { params: the(sessionId), signal })),
    refetchInterval: 5_000,
  });

function useGuestsChanged(sessionId: string) {
  const queries = useQueryClient();
  return () => Promise.all([["guests", sessionId], ["messages"]].map((queryKey) => queries.invalidateQueries({ queryKey })));
}

/** No Idempotency-Key: an answer kept for a retry would keep the link. A second one of the same name is refused instead. */
export function useInviteGuest(sessionId: string) {
  return useMutation({
    mutationFn: (body: { name: string; email: string | null }) =>
      got(videoGate.POST("/api/video-gate/v1/sessions/{session_id}/guests", { params: the(sessionId), body })),
    gcTime: 0,
    onSettled: useGuestsChanged(sessionId),
  });
}

export function useRenewGuestLink(sessionId: string) {
  return useMutation({
    mutationFn: ({ guestId, email }: { guestId: string; email: string | null }) =>
      got(videoGate.POST("/api/video-gate/v1/sessions/{session_id}/guests/{guest_id}:renewLink", { params: one(sessionId, guestId), body: { email } })),
    gcTime: 0,
    onSettled: useGuestsChanged(sessionId),
  });
}

export function useRevokeGuest(sessionId: string) {
  return useMutation({
    mutationFn: (guestId: string) =>
      got(videoGate.POST("/api/video-gate/v1/sessions/{session_id}/guests/{guest_id}:revoke", { params: one(sessionId, guestId) })),
    onSettled: useGuestsChanged(sessionId),
  });
}

/** Changes nothing; asked again now and then, since the session may move. */
export const guestLinkQuery = (token: string) =>
  queryOptions({
    queryKey: ["guest-link", token],
    queryFn: () => got(videoGate.POST("/api/video-gate/v1/guest-links:inspect", { body: { token } })),
    refetchInterval: 15_000,
    gcTime: 0,
    retry: false,
  });

export function useJoinAsGuest() {
  return useMutation({ mutationFn: (body: { token: string; name: string }) => got(videoGate.POST("/api/video-gate/v1/guest-links:join", { body })) });
}

export const guestSeatQuery = (token: string) =>
  queryOptions({
    queryKey: ["guest-seat", token],
    queryFn: () => got(videoGate.POST("/api/video-gate/v1/guest-links:seat", { body: { token } })),
    refetchInterval: 5_000,
    gcTime: 0,
  });
