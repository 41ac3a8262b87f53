/** Clinic Setup → Audit: who did what for whom, from where and when. */
import { useState } from "react";
import type { AuditFilter } from "@/api/audit";
import { useTitle } from "@/app/surface";
import { Button, ConsolePage, Empty, ErrorState, Skeleton, toast } from "@/kit";
import { WhoButton } from "../frame/Foot";
import { useMay } from "../frame/may";
import { PeopleSearch } from "../frame/PeopleSearch";
import { useVocabulary } from "../speech/vocabulary";
import { Entries } from "./Entries";
import { makeSheet, save } from "./export";
import { Filters } from "./Filters";
import { once } from "./merge";
import { useSentences } from "./sentences";
import type { Names } from "./sentences";
import { useAuditFilters, useFilter, useTrail } from "./useTrail";
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

function Trail({ filter }: { filter: AuditFilter | null }) {
  const { t } = useVocabulary();
  const { clear, isChosen } = useAuditFilters();
  const trail = useTrail(filter);
  if (trail.isPending) return <Skeleton lines={12} />;
  if (!trail.data) return <ErrorState error={trail.error} at={trail.errorUpdatedAt} again={() => void trail.refetch()} />;
  const entries = once(trail.data.pages.flatMap((page) => page.entries));
  const names: Names = new Map(trail.data.pages.flatMap((page) => [...page.names]));
  if (entries.length === 0) return <Empty icon="list" title={t("console.audit.none")} act={isChosen ? <Button onPress={clear}>{t("console.audit.clear")}</Button> : undefined}>{t("console.audit.noneText")}</Empty>;
  return (
    <>
      {trail.isError && <ErrorState error={trail.error} at={trail.errorUpdatedAt} again={() => void trail.refetch()} />}
      <Entries entries={entries} names={names} />
      <footer className="c-pager">
        <span>{t("console.audit.shown", { count: entries.length })}</span>
        {trail.hasNextPage
          ? <Button kind="quiet" size="small" busy={trail.isFetchingNextPage} busyLabel={t("kit.loading")} onPress={() => void trail.fetchNextPage()}>{t("console.audit.more")}</Button>
          : <span>{t("console.audit.end")}</span>}
      </footer>
    </>
  );
}

export function AuditPage() {
  const { t } = useVocabulary();
  const may = useMay();
  const { filter, whom } = useFilter();
  useTitle(t("console.nav.audit"));
  const mine = may("audit");
  return (
    <ConsolePage title={t("console.nav.audit")} meta={t("console.audit.meta")} tools={<><PeopleSearch />{mine && <ExportButton filter={filter} />}<WhoButton /></>}>
      {mine ? (
        <>
          <Filters whom={whom} />
          <section className="k-card c-list" aria-label={t("console.nav.audit")}><Trail filter={filter} /></section>
        </>
      ) : (
        <section className="k-card"><Empty icon="lock" level={2} title={t("console.audit.forbidden")}>{t("console.audit.forbiddenText")}</Empty></section>
      )}
    </ConsolePage>
  );
}
