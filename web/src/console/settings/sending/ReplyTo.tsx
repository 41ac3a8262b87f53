/** Where answers go, and whether that domain takes mail: asked when the page opens and whenever the button is pressed. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { addressCheckQuery } from "@/api/sender";
import type { AddressChecked, Settings } from "@/api/types";
import { Button, Note, TextField } from "@/kit";
import type { NoteTone } from "@/kit";
import type { Draft } from "../../frame/draft";
import { Section } from "../../frame/Section";
import { useVocabulary } from "../../speech/vocabulary";

const tones: Record<AddressChecked["result"], NoteTone> = {
  TAKES_MAIL: "ok", NULL_MX: "block", NO_MAIL_SERVER: "block", NO_SUCH_DOMAIN: "block", MALFORMED: "block", CANT_CHECK: "plain",
};

function Result({ address }: { address: string }) {
  const { t, refusal } = useVocabulary();
  const { data, error } = useQuery(addressCheckQuery(address));
  if (error) return <Note tone="block">{refusal(error)}</Note>;
  if (!data) return null;
  return <Note tone={tones[data.result]}>{t(`console.takes.${data.result}`, { domain: data.domain, server: data.servers[0] ?? "" })}{data.result === "TAKES_MAIL" && ` ${t("console.sending.onlyDomain")}`}</Note>;
}

export function ReplyTo({ draft, mayChange }: { draft: Draft<Settings>; mayChange: boolean }) {
  const { t } = useVocabulary();
  const address = draft.value.reply_to.trim() || draft.value.support_email;
  const [asked, setAsked] = useState(address);
  const check = useQuery({ ...addressCheckQuery(address), enabled: false });
  const look = () => { setAsked(address); void check.refetch(); };
  const help = draft.value.support_email ? t("console.sending.replyToHelp", { email: draft.value.support_email }) : t("console.sending.replyToNone");
  return (
    <Section title={t("console.sending.replyTo")} text={t("console.sending.replyToText")}>
      <TextField label={t("console.sending.replyTo")} type="email" verbatim optional value={draft.value.reply_to} onChange={(next) => draft.set("reply_to", next)} help={help} />
      {mayChange && address && (
        <div className="c-sending-acts" aria-live="polite">
          <Button busy={check.isFetching} busyLabel={t("console.sending.checking")} onPress={look}>{t("console.sending.check")}</Button>
          {asked === address && <Result address={address} />}
        </div>
      )}
    </Section>
  );
}
