/** The signed-in client's people: whose sessions they see, what is agreed, what waits for an answer. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { clinic, got, once } from "./api";

export const myClientsQuery = queryOptions({
  queryKey: ["my-clients"],
  queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/me/clients", { signal })),
});

/** Who else has access to one of them, as far as the reader may know. */
export const companyQuery = (clientId: string) =>
  queryOptions({
    queryKey: ["company", clientId],
    queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/me/clients/{client_id}/people", { params: of(clientId), signal })),
    staleTime: 60_000,
  });

/** The language of the mails to everybody the login answers for. */
export function useChooseMailLanguage() {
  return useMutation({ mutationFn: (language: "en" | "fr") => got(clinic.PATCH("/api/clinic/v1/me", { body: { language } })) });
}

type Answer = { clientId: string; contactId: string } & ({ give: true; textVersion: string } | { give: false });

const of = (clientId: string) => ({ path: { client_id: clientId } });

const give = (clientId: string, contact_id: string, text_version: string) =>
  got(clinic.POST("/api/clinic/v1/me/clients/{client_id}:grantConsent", { params: of(clientId), body: { contact_id, text_version }, headers: once() }));

const takeBack = (clientId: string, contact_id: string) =>
  got(clinic.POST("/api/clinic/v1/me/clients/{client_id}:withdrawConsent", { params: of(clientId), body: { contact_id }, headers: once() }));

export function useAnswerConsent() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (answer: Answer) => (answer.give ? give(answer.clientId, answer.contactId, answer.textVersion) : takeBack(answer.clientId, answer.contactId)),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["my-clients"] }),
  });
}
