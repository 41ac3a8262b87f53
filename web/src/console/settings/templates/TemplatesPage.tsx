/** Clinic Setup → Settings → Email templates: the mails at the left, the chosen one's words, how they look. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { templateQuery, templatesQuery } from "@/api/templates";
import type { MailKind, MailLanguage, MailWords, TemplateList as Listed } from "@/api/types";
import { useTitle } from "@/app/surface";
import { Banner, ConsolePage, ErrorState, Skeleton } from "@/kit";
import { WhoButton } from "../../frame/Foot";
import { PeopleSearch } from "../../frame/PeopleSearch";
import { useMay } from "../../frame/may";
import { useVocabulary } from "../../speech/vocabulary";
import { SettingsTabs } from "../SettingsTabs";
import { TemplateEditor } from "./TemplateEditor";
import { TemplateList } from "./TemplateList";
import "./templates.css";

/** What was typed and not saved, by mail and language, so that a look at another mail loses nothing. */
type Drafts = Record<string, Partial<MailWords> | undefined>;
const keyOf = (kind: MailKind, language: MailLanguage) => `${kind}/${language}`;

function Chosen({ kind, language, mayChange, edits, onEdit }: { kind: MailKind; language: MailLanguage; mayChange: boolean; edits: Partial<MailWords>; onEdit: (edits: Partial<MailWords>) => void }) {
  const query = useQuery(templateQuery({ kind, language }));
  if (query.isPending) return <Skeleton lines={12} />;
  if (query.isError) return <ErrorState error={query.error} at={query.errorUpdatedAt} again={() => void query.refetch()} />;
  return <TemplateEditor template={query.data} mayChange={mayChange} edits={edits} onEdit={onEdit} />;
}

function Templates({ listed }: { listed: Listed }) {
  const { t } = useVocabulary();
  const go = useNavigate();
  const mayChange = useMay()("settings");
  const search = useSearch({ from: "/console/settings/templates" });
  const [drafts, setDrafts] = useState<Drafts>({});
  const language = search.language ?? listed.language;
  const rows = listed.templates.filter((row) => row.language === language);
  const kind: MailKind = rows.find((row) => row.kind === search.mail)?.kind ?? "INVITATION";
  const choose = (next: { mail?: MailKind; language?: MailLanguage }) => void go({ to: "/settings/templates", search: { mail: kind, language, ...next }, replace: true });
  const edited = (one: MailKind) => Object.keys(drafts[keyOf(one, language)] ?? {}).length > 0;
  return (
    <>
      {!mayChange && <div className="c-settings-note"><Banner tone="quiet" icon="lock">{t("console.settings.notYours")}</Banner></div>}
      {language !== listed.language && <div className="c-settings-note"><Banner tone="info" icon="globe">{t("console.templates.otherLanguage", { language: listed.language })}</Banner></div>}
      <div className="c-templates">
        <TemplateList rows={rows} chosen={kind} edited={edited} onChoose={(next) => choose({ mail: next })} language={language} onLanguage={(next) => choose({ language: next })} />
        <Chosen
          key={keyOf(kind, language)} kind={kind} language={language} mayChange={mayChange} edits={drafts[keyOf(kind, language)] ?? {}}
          onEdit={(edits) => setDrafts((before) => ({ ...before, [keyOf(kind, language)]: edits }))}
        />
      </div>
    </>
  );
}

export function TemplatesPage() {
  const { t } = useVocabulary();
  const query = useQuery(templatesQuery);
  useTitle(t("console.templates"));
  return (
    <ConsolePage title={t("console.settings")} tools={<><PeopleSearch /><WhoButton /></>}>
      <SettingsTabs />
      {query.isPending && <Skeleton lines={12} />}
      {query.isError && <ErrorState error={query.error} at={query.errorUpdatedAt} again={() => void query.refetch()} />}
      {query.data && <Templates listed={query.data} />}
    </ConsolePage>
  );
}
