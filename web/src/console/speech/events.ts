/** What a line of the timeline says after its name. */
import type { TimelineEntry } from "@/api/types";
import { joined, listOf, textOf } from "./evidence";
import { domainOf, useMailSpeech } from "./mail";
import { useVocabulary } from "./vocabulary";

export function useEventDetail() {
  const { t, named, knows } = useVocabulary();
  const mailSpeech = useMailSpeech();
  /** A reason may come from the gate, from clinic or from a mail server. */
  const why = (reason: string) => {
    const family = (["reason", "welcome", "mail"] as const).find((one) => knows(one, reason));
    return family ? named(family, reason, { client: "", when: "" }) : named("reason", reason);
  };
  const ofMail = (kind: string, mail: string, reason: string, to: string) => {
    const reported = (kind === "MAIL_DELIVERED" || kind === "MAIL_COMPLAINED") && to ? t("console.fate.reported", { domain: domainOf(to) }) : "";
    return [mail && named("mailKind", mail), reason ? mailSpeech.why(reason, to) : reported].filter(Boolean).join(", ");
  };
  return ({ detail, kind }: TimelineEntry): string => {
    if (kind === "LINK_INSPECTED") return t("console.event.perhapsScanner");
    const reasons = listOf(detail, "reasons");
    const by = textOf(detail, "by");
    const how = textOf(detail, "how");
    const reason = textOf(detail, "reason");
    if (kind.startsWith("MAIL_")) return ofMail(kind, textOf(detail, "message_kind"), reason, textOf(detail, "to_address"));
    const said = reasons.length ? reasons.map(why).join(", ") : reason ? why(reason) : textOf(detail, "detail") || textOf(detail, "browser");
    return joined(how && named("how", how), said, by && t("console.evidence.by", { name: by }));
  };
}
