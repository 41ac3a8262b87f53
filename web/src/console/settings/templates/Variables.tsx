/** What a mail may say besides its words, to be put in where the cursor is. */
import { Button as Plain } from "react-aria-components/Button";
import type { Template } from "@/api/types";
import { useVocabulary } from "../../speech/vocabulary";

export function Variables({ template, onInsert }: { template: Template; onInsert: (what: string) => void }) {
  const { t } = useVocabulary();
  return (
    <div role="group" aria-label={t("console.templates.putIn")}>
      <p className="k-help" aria-hidden="true">{t("console.templates.putIn")}</p>
      <div className="c-variables">
        {template.variables.map(({ name, sample }) => (
          <Plain key={name} className="c-variable" onPress={() => onInsert(`{{ ${name} }}`)}>{name}<small lang={template.language}>{sample}</small></Plain>
        ))}
        {template.has_button && <Plain className="c-variable" onPress={() => onInsert(`{{ button "${t("console.templates.buttonWords")}" }}`)}>{t("console.templates.button")}</Plain>}
      </div>
    </div>
  );
}
