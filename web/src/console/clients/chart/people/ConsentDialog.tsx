/** Recording consent: spoken or written, which text, who heard it, for how long. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useGrantConsent } from "@/api/contacts";
import { settingsQuery } from "@/api/settings";
import { meQuery } from "@/api/signing-in";
import type { Client, ConsentGrant, Text } from "@/api/types";
import { useInLanguage } from "@/app/in-language";
import { clock, day } from "@/app/when";
import { Banner, Button, Choices, Dialog, Note, Skeleton, TextField, toast } from "@/kit";
import { fullName, useVocabulary } from "../../../speech/vocabulary";
import { useChartPerson } from "./chart-person";
import type { Whose } from "./chart-person";
import "./consent.css";

type How = ConsentGrant["how"];
type HowLong = "ALWAYS" | "SESSION";

function ConsentText({ how, text: given }: { how: How; text: Text }) {
  const { t } = useVocabulary();
  const text = useInLanguage(given);
  return (
    <div>
      <h3 className="c-sub">{t(how === "SPOKEN" ? "console.consent.read" : "console.consent.signed")}</h3>
      <blockquote className="c-say">{text.body}</blockquote>
      <p className="c-meta">{t("console.consent.version", { title: text.title, version: text.version })}</p>
    </div>
  );
}

function HowLongChoice({ client, value, onChange }: { client: Client; value: HowLong; onChange: (next: HowLong) => void }) {
  const { t } = useVocabulary();
  const next = client.next_session;
  if (!next) return null;
  const only = t("console.consent.only", { when: `${day(next.start_time)}, ${clock(next.start_time)}` });
  return (
    <Choices<HowLong> label={t("console.consent.howLong")} value={value} onChange={onChange} choices={[
      { value: "ALWAYS", label: t("console.consent.always"), help: t("console.consent.alwaysHelp") },
      { value: "SESSION", label: only, help: t("console.consent.onlyHelp") },
    ]} />
  );
}

export function ConsentDialog(whose: Whose) {
  const { t, refusal } = useVocabulary();
  const { client, person } = useChartPerson(whose);
  const me = useQuery(meQuery).data;
  const text = useQuery(settingsQuery).data?.consent_text;
  const [how, setHow] = useState<How>("SPOKEN");
  const [heardBy, setHeardBy] = useState<string | null>(null);
  const [howLong, setHowLong] = useState<HowLong>("ALWAYS");
  const grant = useGrantConsent(whose.clientId, whose.contactId);
  const heard = heardBy ?? me?.display_name ?? "";
  const missing = how === "SPOKEN" && heard.trim() === "";
  const record = () => {
    if (missing || !person || !client) return;
    const session_id = howLong === "SESSION" ? client.next_session?.session_id : undefined;
    grant.mutate({ how, heard_by: how === "SPOKEN" ? heard.trim() : undefined, text_version: text?.version, session_id }, {
      onSuccess: () => { toast(t("console.done.consent", { name: fullName(person), client: client.given_name })); whose.onClose(); },
    });
  };
  return (
    <Dialog
      size="small" isOpen onClose={whose.onClose} title={t("console.consent.record")} unsaved={heardBy !== null}
      meta={person && client && t("console.consent.for", { person: fullName(person), client: client.given_name })}
      footer={person && client && <>
        <span className="c-foot-note">{t("console.consent.kept")}</span>
        <Button onPress={whose.onClose}>{t("console.act.cancel")}</Button>
        <Button kind="primary" busy={grant.isPending} onPress={record}>{t("console.consent.record")}</Button>
      </>}
    >
      {!person || !client ? <Skeleton lines={8} /> : (
        <div className="c-form">
          <Choices<How> label={t("console.consent.how")} hideLabel value={how} onChange={setHow} choices={[
            { value: "SPOKEN", label: t("console.consent.spoken"), help: t("console.consent.spokenHelp") },
            { value: "WRITTEN", label: t("console.consent.written"), help: t("console.consent.writtenHelp") },
          ]} />
          {text ? <ConsentText how={how} text={text} /> : <Skeleton lines={3} />}
          {how === "SPOKEN" && <TextField label={t("console.consent.heardBy")} value={heard} onChange={setHeardBy} error={missing ? t("console.consent.heardByMissing") : undefined} />}
          <HowLongChoice client={client} value={howLong} onChange={setHowLong} />
          {person.custody_note && <Banner tone="quiet" icon="family" title={t("console.contact.custody")}>{person.custody_note}</Banner>}
          {grant.isError && <Note tone="block">{refusal(grant.error)}</Note>}
        </div>
      )}
    </Dialog>
  );
}
