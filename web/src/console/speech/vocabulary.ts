/** Codes of the services said in words: relationships, reasons, roles, mail states. A code nobody taught us is still readable. */
import { i18n } from "@lingui/core";
import { useWords } from "@/app/words";
import type { WordId, WordValues } from "@/app/words";
import { isProblem } from "@/api/problem";
import { clock } from "@/app/when";

type Family = "rel" | "reason" | "role" | "mail" | "mailKind" | "welcome" | "finding" | "event" | "account" | "factor" | "permission" | "roleText" | "how" | "region" | "door" | "outlook" | "temp" | "browser" | "fixAct" | "fix" | "refusal" | "templateProblem" | "audit.act" | "auditField";

/** SOME_CODE → "some code". */
const plain = (code: string) => code.toLowerCase().replaceAll("_", " ");
const isKnown = (id: string) => id in i18n.messages;

export function useVocabulary() {
  const t = useWords();
  const named = (family: Family, code: string, values?: WordValues) => {
    const id = `console.${family}.${code}`;
    return isKnown(id) ? t(id as WordId, values) : plain(code);
  };
  const knows = (family: Family, code: string) => isKnown(`console.${family}.${code}`);

  /** "mother, primary" */
  const relationship = (person: { relationship: string; is_primary?: boolean }) => {
    const word = named("rel", person.relationship);
    return person.is_primary && person.relationship !== "SELF" ? t("console.rel.primary", { relationship: word }) : word;
  };

  /** Why something was not done, as a sentence for staff. */
  const refusal = (error: unknown) => {
    if (!isProblem(error)) return t("console.error.other", { detail: String(error) });
    if (error.status === 0) return t("console.error.offline");
    const until = error.told("allowed_time");
    if (knows("refusal", error.reason)) return named("refusal", error.reason, { when: until ? clock(until) : "" });
    if (error.status === 403) return t("console.error.forbidden");
    if (error.status === 404) return t("console.error.notFound");
    return t("console.error.other", { detail: error.message });
  };
  return { t, named, knows, relationship, refusal };
}

export const fullName = (person: { given_name: string; family_name: string }) => `${person.given_name} ${person.family_name}`.trim();
