/** Settings and their values in words, for fields and for the save bar. */
import type { Settings } from "@/api/types";
import { language } from "@/app/words";
import type { WordId } from "@/app/words";
import { useVocabulary } from "../speech/vocabulary";

const names: Partial<Record<keyof Settings, WordId>> = {
  invitation_validity_hours: "console.settings.link", default_online_access: "console.access.label", default_email_notifications: "console.mailSwitch.label",
  auto_welcome: "console.settings.auto", phone: "console.settings.phone", support_email: "console.settings.support", region: "console.settings.region",
  zone: "console.settings.zone", early_join_minutes: "console.settings.early", video_url: "console.settings.address", reminder_hours: "console.settings.reminders", nudge_before_expiry: "console.settings.nudge", language: "console.settings.language", door: "console.settings.door",
  from_name: "console.sending.name", reply_to: "console.sending.replyTo",
  staff_second_factor: "console.settings.secondStep", staff_idle_minutes: "console.settings.staffIdle", client_idle_days: "console.settings.clientIdle",
};

/** "Toronto (UTC−5)" */
function zoneName(zone: string): string {
  const city = zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
  const offset = new Intl.DateTimeFormat(language(), { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts().find((part) => part.type === "timeZoneName")?.value;
  return offset ? `${city} (${offset.replace("GMT", "UTC").replace("-", "−")})` : city;
}

export function useSettingWords() {
  const { t, named } = useVocabulary();
  const name = (key: keyof Settings) => (names[key] ? t(names[key]) : key);
  /** "1 week", "2 days", "4 hours" */
  const span = (hours: number): string => (hours === 168 ? t("console.settings.week") : hours % 24 === 0 ? t("console.days", { count: hours / 24 }) : t("console.hours", { count: hours }));
  const said = (key: keyof Settings, value: unknown): string => {
    if (typeof value === "boolean") return t(value ? "console.on" : "console.off");
    if (key === "language") return t(value === null ? "console.settings.byRegion" : value === "fr" ? "console.templates.fr" : "console.templates.en");
    if (value === null || value === "") return t("console.nothing");
    if (key === "invitation_validity_hours") return Number(value) === 168 ? t("console.settings.week") : t("console.hours", { count: Number(value) });
    if (key === "early_join_minutes") return t("console.minutes", { count: Number(value) });
    if (key === "staff_idle_minutes") return Number(value) < 60 ? t("console.minutes", { count: Number(value) }) : t("console.hours", { count: Number(value) / 60 });
    if (key === "client_idle_days") return t("console.days", { count: Number(value) });
    if (key === "reminder_hours") return (value as number[]).map(span).join(", ") || t("console.nothing");
    if (key === "zone") return zoneName(String(value));
    if (key === "region") return named("region", String(value));
    if (key === "door") return named("door", String(value));
    return String(value);
  };
  return { name, said, span };
}
