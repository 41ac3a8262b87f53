/** Terms that somebody is asked to agree to, in their own language: the practice's copy of the same version may have it. */
import { useQuery } from "@tanstack/react-query";
import { termsQuery } from "@/api/practice";
import type { Terms } from "@/api/types";
import { useInLanguage } from "@/app/in-language";
import { useLanguage } from "@/app/words";

export function useTerms(asked: Terms): Terms {
  const standing = useQuery({ ...termsQuery, enabled: useLanguage() === "fr" }).data;
  return useInLanguage(standing?.version === asked.version ? standing : asked);
}
