/** Who the practice's mails come from, and whether answers to them can arrive. */
import { queryOptions } from "@tanstack/react-query";
import { got, notify } from "./api";

export const senderQuery = queryOptions({
  queryKey: ["sender"],
  queryFn: ({ signal }) => got(notify.GET("/api/notify/v1/sender", { signal })),
});

/** What the sending domain publishes; asked of DNS, so not often. */
export const platformQuery = queryOptions({
  queryKey: ["sender", "platform"],
  queryFn: ({ signal }) => got(notify.GET("/api/notify/v1/sender/platform", { signal })),
  staleTime: 300_000,
});

/** Whether the address's domain takes mail. The address travels in the body: an address in a URL would end in logs. */
export const addressCheckQuery = (address: string) =>
  queryOptions({
    queryKey: ["sender", "check", address],
    queryFn: ({ signal }) => got(notify.POST("/api/notify/v1/sender:checkAddress", { body: { address }, signal })),
    staleTime: 60_000,
  });
