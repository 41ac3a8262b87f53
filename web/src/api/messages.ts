/** Mail and what became of it. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { got, notify, once } from "./api";

export const messagesQuery = (filter: { client_id?: string; contact_id?: string; session_id?: string }) =>
  queryOptions({
    queryKey: ["messages", filter],
    queryFn: ({ signal }) => got(notify.GET("/api/notify/v1/messages", { params: { query: { ...filter, page_size: 50 } }, signal })),
  });

export const invitationPreviewQuery = (clientId: string, contactId: string) =>
  queryOptions({
    queryKey: ["invitation-preview", clientId, contactId],
    queryFn: () => got(notify.POST("/api/notify/v1/messages:preview", { body: { kind: "INVITATION", client_id: clientId, contact_id: contactId } })),
    staleTime: 60_000,
  });

/** Lets a suppressed or held mail go; its address is mailed again from now on. */
export function useReleaseMessage() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (messageId: string) => got(notify.POST("/api/notify/v1/messages/{message_id}:release", { params: { path: { message_id: messageId } }, headers: once() })),
    onSuccess: () => Promise.all(["messages", "access-report", "contacts", "clients"].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
}
