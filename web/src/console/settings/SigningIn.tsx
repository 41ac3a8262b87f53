/** How staff and clients sign in, and how long unused devices stay signed in. */
import type { Settings } from "@/api/types";
import { Select, Switch } from "@/kit";
import type { Draft } from "../frame/draft";
import { Section, SwitchList } from "../frame/Section";
import { useVocabulary } from "../speech/vocabulary";
import { clientIdleDays, staffIdleMinutes } from "./choices";
import { useSettingWords } from "./setting-words";

type Idle = "staff_idle_minutes" | "client_idle_days";

/** A number that came from elsewhere stays choosable. */
const withOwn = (list: readonly number[], own: number) => (list.includes(own) ? list : [own, ...list]);

export function SigningIn({ draft, mayChange }: { draft: Draft<Settings>; mayChange: boolean }) {
  const { t } = useVocabulary();
  const { said } = useSettingWords();
  const choices = (key: Idle, list: readonly number[]) => withOwn(list, draft.value[key]).map((value) => ({ value: String(value), label: said(key, value) }));
  return (
    <Section title={t("console.settings.signingIn")} text={t("console.settings.signingInText")}>
      <SwitchList>
        <Switch
          label={t("console.settings.secondStep")} help={t("console.settings.secondStepText")} isOn={draft.value.staff_second_factor}
          onChange={(on) => draft.set("staff_second_factor", on)} notYours={mayChange ? undefined : t("console.settings.notYours")}
        />
      </SwitchList>
      <div className="c-pair c-gap">
        <Select label={t("console.settings.staffIdle")} value={String(draft.value.staff_idle_minutes)} onChange={(next) => draft.set("staff_idle_minutes", Number(next) as Settings["staff_idle_minutes"])} options={choices("staff_idle_minutes", staffIdleMinutes)} help={t("console.settings.staffIdleText")} />
        <Select label={t("console.settings.clientIdle")} value={String(draft.value.client_idle_days)} onChange={(next) => draft.set("client_idle_days", Number(next) as Settings["client_idle_days"])} options={choices("client_idle_days", clientIdleDays)} help={t("console.settings.clientIdleText")} />
      </div>
    </Section>
  );
}
