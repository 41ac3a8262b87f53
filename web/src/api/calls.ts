/** "I can't get in": raised by a client, answered at the front desk. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { clinic, got, once } from "./api";
import type { CallRaise } from "./types";

export const myCallsQuery = queryOptions({
  queryKey: ["my-calls"],
  queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/me/calls", { signal })),
});

export const callsQuery = queryOptions({
  queryKey: ["calls"],
  queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/calls", { signal })),
});

export function useRaiseCall() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (call: CallRaise) => got(clinic.POST("/api/clinic/v1/me/calls", { body: call, headers: once() })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["my-calls"] }),
  });
}

const the = (callId: string) => ({ path: { call_id: callId } });

export function useAnswerCall(callId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (answer: string) => got(clinic.POST("/api/clinic/v1/calls/{call_id}:answer", { params: the(callId), body: { answer }, headers: once() })),
    onSettled: () => queries.invalidateQueries({ queryKey: ["calls"] }),
  });
}

export function useCloseCall(callId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => got(clinic.POST("/api/clinic/v1/calls/{call_id}:close", { params: the(callId), headers: once() })),
    onSettled: () => queries.invalidateQueries({ queryKey: ["calls"] }),
  });
}
