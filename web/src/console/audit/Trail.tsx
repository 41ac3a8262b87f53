/** The trail that fits a filter, the newest first. What comes meanwhile is told above it, and moves nothing until it is asked for. */
import { useRef } from "react";
import type { AuditFilter } from "@/api/audit";
import { MANY_NEWER } from "@/api/audit";
import { Button, Empty, ErrorState, Skeleton, TextButton } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";
import { Entries } from "./Entries";
import { once } from "./merge";
import type { Names } from "./sentences";
import { useNewer, useTrail } from "./useTrail";
import "./audit.css";

function Newer({ filter }: { filter: AuditFilter | null }) {
  const { t } = useVocabulary();
  const { count, show, isShowing } = useNewer(filter);
  const head = useRef<HTMLDivElement>(null);
  const pressed = () => void show().then(() => {
    head.current?.scrollIntoView({ block: "nearest" });
    head.current?.parentElement?.querySelector<HTMLElement>("li")?.focus();
  });
  return (
    <div className="c-audit-head" ref={head}>
      <span>{t("console.audit.newest")}</span>
      <span role="status">{count > 0 && <b>{count < MANY_NEWER ? t("console.audit.newer", { count }) : t("console.audit.newer.many", { count: MANY_NEWER })}</b>}</span>
      {count > 0 && <TextButton isDisabled={isShowing} onPress={pressed}>{t("console.audit.newer.show")}</TextButton>}
    </div>
  );
}

interface TrailProps { filter: AuditFilter | null; /** Takes back what narrows it; undefined where nothing does. */ clear?: () => void }

export function Trail({ filter, clear }: TrailProps) {
  const { t } = useVocabulary();
  const trail = useTrail(filter);
  if (trail.isPending) return <Skeleton lines={12} />;
  if (!trail.data) return <ErrorState error={trail.error} at={trail.errorUpdatedAt} again={() => void trail.refetch()} />;
  const entries = once(trail.data.pages.flatMap((page) => page.entries));
  const names: Names = new Map(trail.data.pages.flatMap((page) => [...page.names]));
  return (
    <>
      {trail.isError && <ErrorState error={trail.error} at={trail.errorUpdatedAt} again={() => void trail.refetch()} />}
      <Newer filter={filter} />
      {entries.length === 0
        ? <Empty icon="list" title={t("console.audit.none")} act={clear && <Button onPress={clear}>{t("console.audit.clear")}</Button>}>{t("console.audit.noneText")}</Empty>
        : <Entries entries={entries} names={names} />}
      {entries.length > 0 && (
        <footer className="c-pager">
          <span>{t("console.audit.shown", { count: entries.length })}</span>
          {trail.hasNextPage
            ? <Button kind="quiet" size="small" busy={trail.isFetchingNextPage} busyLabel={t("kit.loading")} onPress={() => void trail.fetchNextPage()}>{t("console.audit.more")}</Button>
            : <span>{t("console.audit.end")}</span>}
        </footer>
      )}
    </>
  );
}
