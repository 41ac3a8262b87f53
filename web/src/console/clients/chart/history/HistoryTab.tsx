/** The History tab: everything the audit knows of this chart and its people, the newest first. */
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { areas } from "@/api/audit";
import type { AuditFilter } from "@/api/audit";
import { ButtonLink, Select } from "@/kit";
import { isKind, kinds } from "../../../audit/kinds";
import type { Kind } from "../../../audit/kinds";
import { Trail } from "../../../audit/Trail";
import { useSubjects } from "../../../audit/useTrail";
import { NotYours } from "../../../frame/NotYours";
import { useMay } from "../../../frame/may";
import { useVocabulary } from "../../../speech/vocabulary";
import "./history.css";

const EVERY = "ALL";
/** What can be done to a chart; the practice's own acts and looks at the trail stand in the audit. */
const ofCharts: Kind[] = ["ACCESS", "CONSENT", "MAIL", "SIGN_IN", "PASSWORD", "SESSION", "CHART"];

export function HistoryTab() {
  const { t } = useVocabulary();
  const may = useMay();
  const { clientId } = useParams({ from: "/console/clients/$clientId/history" });
  const [kind, setKind] = useState<string>(EVERY);
  const { ids } = useSubjects({ client: may("audit") ? clientId : undefined });
  if (!may("audit")) return <div className="c-pad"><NotYours act="audit" /></div>;
  const filter: AuditFilter | null = ids && { areas: [...areas], actions: isKind(kind) ? kinds[kind] : [], subjects: ids };
  return (
    <div className="c-pad">
      <div className="c-history-tools">
        <Select label={t("console.audit.kind")} value={kind} onChange={setKind} options={[
          { value: EVERY, label: t("console.audit.kind.ALL") }, ...ofCharts.map((one) => ({ value: one as string, label: t(`console.audit.kind.${one}`) })),
        ]} />
        <ButtonLink to="/audit" search={{ client: clientId }} icon="list">{t("console.chart.history.audit")}</ButtonLink>
      </div>
      <section className="k-card" aria-label={t("console.chart.history")}><Trail filter={filter} clear={kind === EVERY ? undefined : () => setKind(EVERY)} /></section>
    </div>
  );
}
