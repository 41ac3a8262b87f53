/** The people beside a client: relationships, their switches and consent, the access report. */
import { queryOptions, useMutation } from "@tanstack/react-query";
import { clinic, got, once } from "./api";
import { useChartChanged } from "./clients";
import type { ChartContactAdd, ConsentGrant, ContactChange, RelationshipChange } from "./types";

const RELATIONSHIP = "/api/clinic/v1/clients/{client_id}/contacts/{contact_id}";
const the = (clientId: string, contactId: string) => ({ path: { client_id: clientId, contact_id: contactId } });

export const contactsQuery = (clientId: string) =>
  queryOptions({
    queryKey: ["contacts", clientId],
    queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/clients/{client_id}/contacts", { params: { path: { client_id: clientId } }, signal })),
  });

export const accessReportQuery = (clientId: string, contactId: string) =>
  queryOptions({
    queryKey: ["access-report", clientId, contactId],
    queryFn: ({ signal }) => got(clinic.GET(`${RELATIONSHIP}/access-report`, { params: the(clientId, contactId), signal })),
    refetchInterval: 15_000,
  });

export function useAddContact(clientId: string) {
  return useMutation({
    mutationFn: (contact: ChartContactAdd) =>
      got(clinic.POST("/api/clinic/v1/clients/{client_id}/contacts", { params: { path: { client_id: clientId } }, body: contact, headers: once() })),
    onSuccess: useChartChanged(),
  });
}

export const changeRelationship = (clientId: string, contactId: string, change: RelationshipChange) =>
  got(clinic.PATCH(RELATIONSHIP, { params: the(clientId, contactId), body: change }));

export function useChangeRelationship(clientId: string, contactId: string) {
  return useMutation({
    mutationFn: (change: RelationshipChange) => changeRelationship(clientId, contactId, change),
    onSuccess: useChartChanged(),
  });
}

export function useChangeContact(contactId: string) {
  return useMutation({
    mutationFn: (change: ContactChange) => got(clinic.PATCH("/api/clinic/v1/contacts/{contact_id}", { params: { path: { contact_id: contactId } }, body: change })),
    onSuccess: useChartChanged(),
  });
}

export const askForDeviceCheck = (clientId: string, contactId: string) =>
  got(clinic.POST(`${RELATIONSHIP}:askDeviceCheck`, { params: the(clientId, contactId), headers: once() }));

export function useGrantConsent(clientId: string, contactId: string) {
  return useMutation({
    mutationFn: (grant: ConsentGrant) => got(clinic.POST(`${RELATIONSHIP}:grantConsent`, { params: the(clientId, contactId), body: grant, headers: once() })),
    onSuccess: useChartChanged(),
  });
}

export function useWithdrawConsent(clientId: string, contactId: string) {
  return useMutation({
    mutationFn: (reason?: string) =>
      got(clinic.POST(`${RELATIONSHIP}:withdrawConsent`, { params: the(clientId, contactId), body: reason ? { reason } : {}, headers: once() })),
    onSuccess: useChartChanged(),
  });
}
