/** Clinic Setup → Audit: who did what for whom, from where and when. */
import { useState } from "react";
import type { AuditFilter } from "@/api/audit";
import { useTitle } from "@/app/surface";
import { Button, ConsolePage, Empty, toast } from "@/kit";
import { WhoButton } from "../frame/Foot";
import { useMay } from "../frame/may";
import { PeopleSearch } from "../frame/PeopleSearch";
import { useVocabulary } from "../speech/vocabulary";
import { makeSheet, save } from "./export";
import { Filters } from "./Filters";
import { useSentences } from "./sentences";
import { Trail } from "./Trail";
import { useAuditFilters, useFilter } from "./useTrail";
import "./audit.css";

function ExportButton({ filter }: { filter: AuditFilter | null }) {
  const { t, refusal } = useVocabulary();
  const say = useSentences();
  const [count, setCount] = useState<number | null>(null);
  const run = async () => {
    if (!filter) return;
    setCount(0);
    try {
      const made = await makeSheet(filter, t, say, setCount);
      save(made.file, `audit-${new Date().toISOString().slice(0, 10)}.csv`);
      toast(t("console.audit.exported", { count: made.count }));
    } catch (error) {
      toast(refusal(error));
    } finally {
      setCount(null);
    }
  };
  return (
    <span className="c-icon-on-phone">
      <Button icon="download" busy={count !== null} busyLabel={t("console.audit.exporting", { count: count ?? 0 })} onPress={() => void run()}>{t("console.audit.export")}</Button>
    </span>
  );
}

export function AuditPage() {
  const { t } = useVocabulary();
  const may = useMay();
  const { filter, whom } = useFilter();
  const { clear, isChosen } = useAuditFilters();
  useTitle(t("console.nav.audit"));
  const mine = may("audit");
  return (
    <ConsolePage title={t("console.nav.audit")} meta={t("console.audit.meta")} tools={<><PeopleSearch />{mine && <ExportButton filter={filter} />}<WhoButton /></>}>
      {mine ? (
        <>
          <Filters whom={whom} />
          <section className="k-card c-list" aria-label={t("console.nav.audit")}><Trail filter={filter} clear={isChosen ? clear : undefined} /></section>
        </>
      ) : (
        <section className="k-card"><Empty icon="lock" level={2} title={t("console.audit.forbidden")}>{t("console.audit.forbiddenText")}</Empty></section>
      )}
    </ConsolePage>
  );
}
