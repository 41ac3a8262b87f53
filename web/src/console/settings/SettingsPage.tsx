/** Clinic Setup → Settings → General: what a practice decides for itself. Nothing changes before Save, which says old → new. */
import { useQuery } from "@tanstack/react-query";
import { settingsQuery, useChangeSettings } from "@/api/settings";
import type { Settings, SettingsChange } from "@/api/types";
import { paintDoor, useTitle } from "@/app/surface";
import { setZone } from "@/app/when";
import { Banner, ConsolePage, ErrorState, Note, SaveBar, Skeleton, toast } from "@/kit";
import { WhoButton } from "../frame/Foot";
import { NotYours } from "../frame/NotYours";
import { PeopleSearch } from "../frame/PeopleSearch";
import { useDraft } from "../frame/draft";
import { useMay } from "../frame/may";
import { useVocabulary } from "../speech/vocabulary";
import { DoorColour } from "./DoorColour";
import { LinkValidity, NewClients, Place, Stuck, VideoSessions } from "./sections";
import { SigningIn } from "./SigningIn";
import { Reminders } from "./Reminders";
import { SettingsTabs } from "./SettingsTabs";
import { useSettingWords } from "./setting-words";
import "./settings.css";

function General({ settings, mayChange }: { settings: Settings; mayChange: boolean }) {
  const { t, refusal } = useVocabulary();
  const draft = useDraft(settings);
  const change = useChangeSettings();
  const { name, said } = useSettingWords();
  const save = () => change.mutate(draft.edits as SettingsChange, {
    onSuccess: (next) => { draft.discard(); setZone(next.zone); paintDoor(next.door); toast(t("console.act.saved")); },
  });
  return (
    <>
      {!mayChange && <div className="c-settings-note"><Banner tone="quiet" icon="lock">{t("console.settings.notYours")}</Banner></div>}
      <fieldset className="c-settings" disabled={!mayChange} aria-label={t("console.settings.general")}>
        <LinkValidity draft={draft} mayChange={mayChange} />
        <NewClients draft={draft} mayChange={mayChange} />
        <Stuck draft={draft} />
        <Place draft={draft} />
        <VideoSessions draft={draft} />
        <Reminders draft={draft} />
        <SigningIn draft={draft} mayChange={mayChange} />
        <DoorColour value={draft.value.door} onChange={(door) => draft.set("door", door)} />
      </fieldset>
      {change.isError && <Note tone="block">{refusal(change.error)}</Note>}
      <SaveBar saving={change.isPending} onSave={save} onDiscard={draft.discard} changes={draft.changed.map((key) => ({ name: name(key), from: said(key, settings[key]), to: said(key, draft.value[key]) }))} />
    </>
  );
}

export function SettingsPage() {
  const { t } = useVocabulary();
  const may = useMay();
  const seen = may("settings:read");
  const query = useQuery({ ...settingsQuery, enabled: seen });
  useTitle(t("console.settings"));
  return (
    <ConsolePage title={t("console.settings")} tools={<><PeopleSearch /><WhoButton /></>}>
      <SettingsTabs />
      {!seen && <NotYours act="settings:read" />}
      {seen && query.isPending && <Skeleton lines={10} />}
      {query.isError && <ErrorState error={query.error} at={query.errorUpdatedAt} again={() => void query.refetch()} />}
      {query.data && <General settings={query.data} mayChange={may("settings")} />}
    </ConsolePage>
  );
}
