/** What recipients see at the head of a mail, as it is typed. */
import type { Settings } from "@/api/types";
import { Section } from "../../frame/Section";
import { useVocabulary } from "../../speech/vocabulary";

export function SenderLine({ settings, address }: { settings: Settings; address: string }) {
  const { t } = useVocabulary();
  const replyTo = settings.reply_to.trim() || settings.support_email;
  return (
    <Section title={t("console.sending.seen")} text={t("console.sending.seenText")}>
      <dl className="c-sender" aria-label={t("console.sending.seen")}>
        <dt>{t("console.sending.from")}</dt>
        <dd>{settings.from_name.trim() || settings.name} <span>{`<${address}>`}</span></dd>
        <dt>{t("console.sending.replyTo")}</dt>
        <dd>{replyTo ? <>{settings.name} <span>{`<${replyTo}>`}</span></> : <span>{t("console.sending.noReply")}</span>}</dd>
      </dl>
    </Section>
  );
}
