/** Clinic Setup → Settings → Sending: who the practice's mails come from, where answers go, and whether they can arrive. */
import { useQuery } from "@tanstack/react-query";
import { senderQuery } from "@/api/sender";
import { settingsQuery, useChangeSettings } from "@/api/settings";
import type { Settings, SettingsChange } from "@/api/types";
import { useTitle } from "@/app/surface";
import { Banner, ConsolePage, ErrorState, Note, SaveBar, Skeleton, TextField, toast } from "@/kit";
import { WhoButton } from "../../frame/Foot";
import { PeopleSearch } from "../../frame/PeopleSearch";
import { Section } from "../../frame/Section";
import { useDraft } from "../../frame/draft";
import { useMay } from "../../frame/may";
import { useVocabulary } from "../../speech/vocabulary";
import { SettingsTabs } from "../SettingsTabs";
import { useSettingWords } from "../setting-words";
import { Platform } from "./Platform";
import { ReplyTo } from "./ReplyTo";
import { SenderLine } from "./SenderLine";
import { SendTest } from "./SendTest";
import "../settings.css";
import "./sending.css";

function Sending({ settings, address, mayChange }: { settings: Settings; address: string; mayChange: boolean }) {
  const { t, refusal } = useVocabulary();
  const draft = useDraft(settings);
  const change = useChangeSettings();
  const { name, said } = useSettingWords();
  const save = () => change.mutate(draft.edits as SettingsChange, { onSuccess: () => { draft.discard(); toast(t("console.act.saved")); } });
  return (
    <>
      {!mayChange && <div className="c-settings-note"><Banner tone="quiet" icon="lock">{t("console.settings.notYours")}</Banner></div>}
      <fieldset className="c-settings" disabled={!mayChange} aria-label={t("console.sending")}>
        <Section title={t("console.sending.name")} text={t("console.sending.nameText")}>
          <TextField label={t("console.sending.name")} optional maxLength={120} value={draft.value.from_name} onChange={(next) => draft.set("from_name", next)} help={t("console.sending.nameHelp", { name: settings.name })} />
        </Section>
        <ReplyTo draft={draft} mayChange={mayChange} />
        <SenderLine settings={draft.value} address={address} />
      </fieldset>
      {mayChange && <SendTest unsaved={draft.changed.length > 0} />}
      {mayChange && <Platform />}
      {change.isError && <Note tone="block">{refusal(change.error)}</Note>}
      <SaveBar saving={change.isPending} onSave={save} onDiscard={draft.discard} changes={draft.changed.map((key) => ({ name: name(key), from: said(key, settings[key]), to: said(key, draft.value[key]) }))} />
    </>
  );
}

export function SendingPage() {
  const { t } = useVocabulary();
  const settings = useQuery(settingsQuery);
  const sender = useQuery(senderQuery);
  const may = useMay();
  const failed = [settings, sender].find((one) => one.isError);
  useTitle(t("console.sending"));
  return (
    <ConsolePage title={t("console.settings")} tools={<><PeopleSearch /><WhoButton /></>}>
      <SettingsTabs />
      {failed?.error && <ErrorState error={failed.error} at={failed.errorUpdatedAt} again={() => void failed.refetch()} />}
      {!failed && (!settings.data || !sender.data) && <Skeleton lines={10} />}
      {settings.data && sender.data && <Sending settings={settings.data} address={sender.data.from_address} mayChange={may("settings")} />}
    </ConsolePage>
  );
}
