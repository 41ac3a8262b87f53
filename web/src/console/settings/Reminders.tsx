/** Which mails leave before a video session: at most three, or none. */
import { useState } from "react";
import type { Settings } from "@/api/types";
import { Checkbox, Note } from "@/kit";
import type { Draft } from "../frame/draft";
import { Section } from "../frame/Section";
import { useVocabulary } from "../speech/vocabulary";
import { reminderHours } from "./choices";
import { useSettingWords } from "./setting-words";

const MOST = 3;

export function Reminders({ draft }: { draft: Draft<Settings> }) {
  const { t } = useVocabulary();
  const { span } = useSettingWords();
  const [tooMany, setTooMany] = useState(false);
  const chosen = draft.value.reminder_hours;
  // An hour set elsewhere, outside of our list, stays choosable.
  const hours = [...new Set([...reminderHours, ...chosen])].sort((a, b) => b - a);
  const turn = (hour: number, on: boolean) => {
    const next = on ? [...chosen, hour].sort((a, b) => b - a) : chosen.filter((one) => one !== hour);
    setTooMany(next.length > MOST);
    if (next.length <= MOST) draft.set("reminder_hours", next);
  };
  return (
    <Section title={t("console.settings.reminders")} text={t("console.settings.remindersText")}>
      <div className="c-ticks" role="group" aria-label={t("console.settings.reminders")}>
        {hours.map((hour) => <Checkbox key={hour} isSelected={chosen.includes(hour)} onChange={(on) => turn(hour, on)} label={t("console.settings.before", { span: span(hour) })} />)}
      </div>
      {tooMany ? <Note tone="block">{t("console.settings.threeReminders")}</Note> : <Note tone="plain">{t(chosen.length ? "console.settings.remindersGo" : "console.settings.noReminders")}</Note>}
    </Section>
  );
}
