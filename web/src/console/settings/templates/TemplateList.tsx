/** The mails whose words can be changed, and the language they are shown in. */
import { ToggleButton } from "react-aria-components/ToggleButton";
import type { MailKind, MailLanguage, TemplateRow } from "@/api/types";
import { date } from "@/app/when";
import { useVocabulary } from "../../speech/vocabulary";

interface TemplateListProps {
  rows: TemplateRow[]; chosen: MailKind; edited: (kind: MailKind) => boolean; onChoose: (kind: MailKind) => void;
  language: MailLanguage; onLanguage: (language: MailLanguage) => void;
}

export function TemplateList({ rows, chosen, edited, onChoose, language, onLanguage }: TemplateListProps) {
  const { t, named } = useVocabulary();
  const state = (row: TemplateRow) => {
    if (edited(row.kind)) return t("console.templates.edited");
    return row.customised && row.change_time ? t("console.templates.yours", { date: date(row.change_time) }) : t("console.templates.default");
  };
  return (
    <section className="c-templates-side" aria-label={t("console.templates")}>
      <div className="c-seg" role="group" aria-label={t("console.templates.language")}>
        <ToggleButton isSelected={language === "en"} onChange={() => onLanguage("en")}>{t("console.templates.en")}</ToggleButton>
        <ToggleButton isSelected={language === "fr"} onChange={() => onLanguage("fr")}>{t("console.templates.fr")}</ToggleButton>
      </div>
      <ul className="k-card c-templates-list">
        {rows.map((row) => (
          <li key={row.kind}>
            <button type="button" className="c-pick" aria-current={row.kind === chosen || undefined} onClick={() => onChoose(row.kind)}>
              <span className="c-pick-text"><b>{named("mailKind", row.kind)}</b><small>{state(row)}</small></span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
