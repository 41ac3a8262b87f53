/** What a column may be matched to, in words. */
import { useWords } from "@/app/words";
import type { WordId } from "@/app/words";

const ofContact = /^CONTACT_(\d)_(.+)$/;

export function useTargetName(): (target: string) => string {
  const t = useWords();
  return (target) => {
    const contact = ofContact.exec(target);
    if (!contact) return t(`console.importTarget.${target}` as WordId);
    return t("console.importTarget.contact", { number: contact[1]!, what: t(`console.importTarget.of.${contact[2]}` as WordId) });
  };
}
