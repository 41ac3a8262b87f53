/** The mail as a chosen person gets it, wide or as on a phone. */
import { useInfiniteQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { ToggleButton } from "react-aria-components/ToggleButton";
import { clientsQuery } from "@/api/clients";
import type { Viewer } from "@/api/templates";
import type { TemplatePreview } from "@/api/types";
import { ErrorState, Note, Select, Skeleton } from "@/kit";
import { Mail } from "../../mail/Mail";
import { fullName, useVocabulary } from "../../speech/vocabulary";

const NOBODY = "nobody";
interface PreviewPaneProps { preview: UseQueryResult<TemplatePreview>; viewer: Viewer; onView: (viewer: Viewer) => void; language: string }

function Who({ viewer, onView }: Pick<PreviewPaneProps, "viewer" | "onView">) {
  const { t } = useVocabulary();
  const clients = useInfiniteQuery(clientsQuery()).data?.pages.flatMap((page) => page.clients) ?? [];
  const people = clients.flatMap((client) => client.people.map((person) => ({
    value: `${client.client_id}/${person.contact_id}`,
    label: person.relationship === "SELF" ? fullName(person) : t("console.templates.personFor", { person: fullName(person), client: client.given_name }),
  })));
  const choose = (value: string) => {
    const [client_id, contact_id] = value.split("/");
    onView(client_id && contact_id ? { client_id, contact_id } : null);
  };
  return (
    <Select
      label={t("console.templates.previewAs")} value={viewer ? `${viewer.client_id}/${viewer.contact_id}` : NOBODY} onChange={choose}
      options={[{ value: NOBODY, label: t("console.templates.sample") }, ...people]}
    />
  );
}

export function PreviewPane({ preview, viewer, onView, language }: PreviewPaneProps) {
  const { t } = useVocabulary();
  const [narrow, setNarrow] = useState(false);
  const shown = preview.data;
  return (
    <aside className="c-template-preview" aria-label={t("console.templates.preview")}>
      <div className="c-row c-template-view">
        <Who viewer={viewer} onView={onView} />
        <div className="c-seg" role="group" aria-label={t("console.templates.width")}>
          <ToggleButton isSelected={!narrow} onChange={() => setNarrow(false)}>{t("console.templates.wide")}</ToggleButton>
          <ToggleButton isSelected={narrow} onChange={() => setNarrow(true)}>{t("console.templates.phone")}</ToggleButton>
        </div>
      </div>
      {preview.isPending && <Skeleton lines={8} />}
      {preview.isError && <ErrorState error={preview.error} at={preview.errorUpdatedAt} again={() => void preview.refetch()} />}
      {shown && (shown.subject !== null && shown.text !== null
        ? <div className={narrow ? "c-template-paper is-narrow" : "c-template-paper"}><Mail mail={{ subject: shown.subject, text: shown.text, language }} /></div>
        : <Note tone="warn">{t("console.templates.noPreview")}</Note>)}
      <p className="k-help">{t("console.templates.never")}</p>
    </aside>
  );
}
