/** The words of the practice's mails: in use, built in, tried, changed. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { got, notify, once } from "./api";
import type { MailKind, MailLanguage, MailWords, Template } from "./types";

export interface TemplateName { kind: MailKind; language: MailLanguage }
const the = ({ kind, language }: TemplateName) => ({ path: { kind, language } });

export const templatesQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: ({ signal }) => got(notify.GET("/api/notify/v1/templates", { signal })),
});

export const templateQuery = (name: TemplateName) =>
  queryOptions({
    queryKey: ["template", name.kind, name.language],
    queryFn: ({ signal }) => got(notify.GET("/api/notify/v1/templates/{kind}/{language}", { params: the(name), signal })),
  });

/** For whom a mail is shown; null: for somebody by a sample's name. */
export type Viewer = { client_id: string; contact_id: string } | null;

export const templatePreviewQuery = (name: TemplateName, words: MailWords, viewer: Viewer) =>
  queryOptions({
    queryKey: ["template-preview", name.kind, name.language, words.subject, words.text, viewer?.client_id, viewer?.contact_id],
    queryFn: ({ signal }) => got(notify.POST("/api/notify/v1/templates/{kind}/{language}:preview", { params: the(name), body: { ...words, ...viewer }, signal })),
    placeholderData: (before) => before,
    staleTime: 60_000,
  });

function useTemplateChanged(name: TemplateName) {
  const queries = useQueryClient();
  return (template: Template) => {
    queries.setQueryData(templateQuery(name).queryKey, template);
    return queries.invalidateQueries({ queryKey: templatesQuery.queryKey });
  };
}

export function useChangeTemplate(name: TemplateName) {
  return useMutation({
    mutationFn: (words: MailWords) => got(notify.PUT("/api/notify/v1/templates/{kind}/{language}", { params: the(name), body: words })),
    onSuccess: useTemplateChanged(name),
  });
}

/** To an earlier version; without one, to the built-in words. */
export function useRestoreTemplate(name: TemplateName) {
  return useMutation({
    mutationFn: (version: number | null) => got(notify.POST("/api/notify/v1/templates/{kind}/{language}:restore", { params: the(name), body: { version } })),
    onSuccess: useTemplateChanged(name),
  });
}

export function useSendTest(name: TemplateName) {
  return useMutation({
    mutationFn: (words: MailWords) => got(notify.POST("/api/notify/v1/templates/{kind}/{language}:sendTest", { params: the(name), body: words, headers: once() })),
  });
}
