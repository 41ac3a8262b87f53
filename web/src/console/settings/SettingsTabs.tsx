/** The pages of Settings. */
import { TabLinks } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";
import "./settings.css";

export function SettingsTabs() {
  const { t } = useVocabulary();
  return (
    <div className="c-subnav">
      <TabLinks
        label={t("console.settings")}
        links={[
          { label: t("console.settings.general"), link: { to: "/settings", activeOptions: { exact: true, includeSearch: false } } },
          { label: t("console.roles"), link: { to: "/settings/roles", activeOptions: { includeSearch: false } } },
          { label: t("console.templates"), link: { to: "/settings/templates", activeOptions: { includeSearch: false } } },
          { label: t("console.sending"), link: { to: "/settings/sending", activeOptions: { includeSearch: false } } },
        ]}
      />
    </div>
  );
}
