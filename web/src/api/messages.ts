/** Mail and what became of it. */
import { queryOptions } from "@tanstack/react-query";
import { got, notify } from "./api";

export const messagesQuery = (filter: { client_id?: string; contact_id?: string }) =>
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
