/** What a line of the timeline says after its name. */
import type { TimelineEntry } from "@/api/types";
import { joined, listOf, textOf } from "./evidence";
import { useVocabulary } from "./vocabulary";

export function useEventDetail() {
  const { t, named, knows } = useVocabulary();
  /** A reason may come from the gate, from clinic or from a mail server. */
  const why = (reason: string) => {
    const family = (["reason", "welcome", "mail"] as const).find((one) => knows(one, reason));
    return family ? named(family, reason, { client: "", when: "" }) : named("reason", reason);
  };
  return ({ detail, kind }: TimelineEntry): string => {
    if (kind === "LINK_INSPECTED") return t("console.event.perhapsScanner");
    const reasons = listOf(detail, "reasons");
    const by = textOf(detail, "by");
    const how = textOf(detail, "how");
    const reason = textOf(detail, "reason");
    const said = reasons.length ? reasons.map(why).join(", ") : reason ? why(reason) : textOf(detail, "detail") || textOf(detail, "browser");
    const mail = kind.startsWith("MAIL_") && textOf(detail, "message_kind") ? named("mailKind", textOf(detail, "message_kind")) : "";
    return joined(how && named("how", how), mail, said, by && t("console.evidence.by", { name: by }));
  };
}
