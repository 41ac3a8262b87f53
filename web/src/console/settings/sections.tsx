/** The subjects of the General settings. */
import type { Settings } from "@/api/types";
import { Choices, Select, Switch, TextField } from "@/kit";
import type { Draft } from "../frame/draft";
import { Section, SwitchList } from "../frame/Section";
import { useVocabulary } from "../speech/vocabulary";
import { earlyMinutes, regions, validities, zones } from "./choices";
import { useSettingWords } from "./setting-words";

interface SectionProps { draft: Draft<Settings> }

export function LinkValidity({ draft, mayChange }: SectionProps & { mayChange: boolean }) {
  const { t } = useVocabulary();
  const { said } = useSettingWords();
  const help: Record<number, string> = { 24: t("console.settings.oneDay"), 48: t("console.settings.default"), 168: t("console.settings.weekHours") };
  return (
    <Section title={t("console.settings.link")} text={t("console.settings.linkText")}>
      <Choices
        label={t("console.settings.validity")} hideLabel value={String(draft.value.invitation_validity_hours)}
        onChange={(hours) => draft.set("invitation_validity_hours", Number(hours) as Settings["invitation_validity_hours"])}
        choices={validities.map((hours) => ({ value: String(hours), label: said("invitation_validity_hours", hours), help: help[hours] }))}
      />
      <SwitchList>
        <Switch
          label={t("console.settings.nudge")} help={t("console.settings.nudgeText")} isOn={draft.value.nudge_before_expiry} onChange={(on) => draft.set("nudge_before_expiry", on)}
          notYours={mayChange ? undefined : t("console.settings.notYours")}
        />
      </SwitchList>
    </Section>
  );
}

export function NewClients({ draft, mayChange }: SectionProps & { mayChange: boolean }) {
  const { t } = useVocabulary();
  const notYours = mayChange ? undefined : t("console.settings.notYours");
  const one = (key: "default_online_access" | "default_email_notifications" | "auto_welcome") => ({ isOn: draft.value[key], onChange: (on: boolean) => draft.set(key, on), notYours });
  return (
    <Section title={t("console.settings.new")} text={t("console.settings.newText")}>
      <SwitchList>
        <Switch label={t("console.access.label")} help={t("console.settings.newAccess")} {...one("default_online_access")} />
        <Switch label={t("console.mailSwitch.label")} help={t("console.settings.newMail")} {...one("default_email_notifications")} />
        <Switch label={t("console.settings.auto")} help={t("console.settings.autoText")} {...one("auto_welcome")} />
      </SwitchList>
    </Section>
  );
}

export function Stuck({ draft }: SectionProps) {
  const { t } = useVocabulary();
  return (
    <Section title={t("console.settings.stuck")} text={t("console.settings.stuckText")}>
      <div className="c-pair">
        <TextField label={t("console.settings.phone")} type="tel" value={draft.value.phone} onChange={(next) => draft.set("phone", next)} />
        <TextField label={t("console.settings.support")} type="email" verbatim value={draft.value.support_email} onChange={(next) => draft.set("support_email", next)} />
      </div>
    </Section>
  );
}

/** A value set elsewhere, outside of our list, stays choosable. */
const withOwn = (list: string[], own: string) => (list.includes(own) ? list : [own, ...list]);

export function Place({ draft }: SectionProps) {
  const { t } = useVocabulary();
  const { said } = useSettingWords();
  return (
    <Section title={t("console.settings.place")} text={t("console.settings.placeText")}>
      <div className="c-pair">
        <Select label={t("console.settings.region")} value={draft.value.region} onChange={(next) => draft.set("region", next)} options={withOwn(regions, draft.value.region).map((value) => ({ value, label: said("region", value) }))} help={t("console.settings.ofAge", { age: draft.value.age_of_majority })} />
        <Select label={t("console.settings.zone")} value={draft.value.zone} onChange={(next) => draft.set("zone", next)} options={withOwn(zones, draft.value.zone).map((value) => ({ value, label: said("zone", value) }))} />
      </div>
      <Select
        label={t("console.settings.language")} help={t("console.settings.languageHelp")} value={draft.value.language ?? "region"}
        onChange={(next) => draft.set("language", next === "region" ? null : next as Settings["language"])}
        options={(["region", "en", "fr"] as const).map((value) => ({ value, label: said("language", value === "region" ? null : value) }))}
      />
    </Section>
  );
}

export function VideoSessions({ draft }: SectionProps) {
  const { t } = useVocabulary();
  const { said } = useSettingWords();
  const early = earlyMinutes.includes(draft.value.early_join_minutes) ? earlyMinutes : [draft.value.early_join_minutes, ...earlyMinutes];
  return (
    <Section title={t("console.settings.video")} text={t("console.settings.videoText")}>
      <div className="c-pair">
        <Select label={t("console.settings.early")} value={String(draft.value.early_join_minutes)} onChange={(next) => draft.set("early_join_minutes", Number(next))} options={early.map((minutes) => ({ value: String(minutes), label: said("early_join_minutes", minutes) }))} />
        <TextField label={t("console.settings.address")} type="url" verbatim optional value={draft.value.video_url} onChange={(next) => draft.set("video_url", next)} help={t("console.settings.addressHelp")} />
      </div>
    </Section>
  );
}
