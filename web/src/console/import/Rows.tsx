/** The rows of an import: what comes of each, and why. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { importRowsQuery } from "@/api/imports";
import type { RowFilter } from "@/api/imports";
import type { ImportInFull, ImportRow } from "@/api/types";
import { useWords } from "@/app/words";
import { Button, Chip, Empty, ErrorState, Skeleton, Table, TextButton } from "@/kit";
import type { IconName, TableColumn, Tone } from "@/kit";
import { EditRow } from "./EditRow";
import { useNotes } from "./notes";

const faces: Record<ImportRow["outcome"], { tone: Tone; icon: IconName }> = {
  NEW: { tone: "ok", icon: "plus" }, JOINS: { tone: "info", icon: "chain" }, CHECK: { tone: "warn", icon: "warning" }, LEFT_OUT: { tone: "quiet", icon: "minus" },
  BROKEN: { tone: "block", icon: "cross" },
};

function Why({ row, edit }: { row: ImportRow; edit?: (row: ImportRow) => void }) {
  const t = useWords();
  const notes = useNotes()(row);
  const mends = edit && (row.outcome === "BROKEN" || row.outcome === "CHECK" || row.left_out);
  return <>{notes.join(" ")}{mends && <>{" "}<TextButton aria-label={t("console.import.edit.row", { row: row.row })} onPress={() => edit(row)}>{t("console.import.edit")}</TextButton></>}</>;
}

function useColumns(done: boolean, edit?: (row: ImportRow) => void): TableColumn<ImportRow>[] {
  const t = useWords();
  const name = (row: ImportRow) => row.name || "—";
  return [
    { key: "row", head: t("console.import.col.row"), cell: (row) => <span className="k-faint">{row.row}</span> },
    { key: "name", head: t("console.import.col.client"), namesRow: true, cell: (row) => (row.client_id ? <Link to="/clients/$clientId/people" params={{ clientId: row.client_id }} className="c-person">{name(row)}</Link> : name(row)) },
    { key: "what", head: t(done ? "console.import.col.did" : "console.import.col.what"), cell: (row) => <Chip {...faces[row.outcome]}>{t(`console.import.outcome.${row.outcome}`)}</Chip> },
    { key: "why", head: t("console.import.col.why"), cell: (row) => <Why row={row} edit={edit} /> },
  ];
}

interface RowsProps { shown: ImportInFull; filter: RowFilter; /** Rows can be mended. */ mendable?: boolean; empty: string }

export function Rows({ shown, filter, mendable, empty }: RowsProps) {
  const t = useWords();
  const [edited, setEdited] = useState<ImportRow>();
  const turn = `${shown.state} ${shown.columns.map((column) => column.target).join()}`;
  const rows = useInfiniteQuery(importRowsQuery(shown.import_id, filter, turn));
  const columns = useColumns(shown.state === "DONE", mendable ? setEdited : undefined);
  const found = rows.data?.pages.flatMap((page) => page.rows) ?? [];
  if (rows.isPending) return <div className="c-import-progress"><Skeleton lines={6} /></div>;
  if (rows.isError && found.length === 0) return <ErrorState error={rows.error} at={rows.errorUpdatedAt} again={() => void rows.refetch()} />;
  if (found.length === 0) return <Empty icon="check" title={empty} />;
  return (
    <>
      <div className="c-import-table" tabIndex={-1}>
        <Table className="c-dry" label={t("console.import.table")} columns={columns} rows={found} rowKey={(row) => String(row.row)} rowName={(row) => row.name} />
      </div>
      {rows.hasNextPage && <div className="c-import-more"><Button kind="quiet" size="small" busy={rows.isFetchingNextPage} onPress={() => void rows.fetchNextPage()}>{t("console.import.more")}</Button></div>}
      {edited && <EditRow shown={shown} row={edited} onClose={() => setEdited(undefined)} />}
    </>
  );
}
