/** The rows that stay out, as a file to mend and import again: the practice's own cells with the reason beside each. */
import { useState } from "react";
import { everyRow } from "@/api/imports";
import type { RowFilter } from "@/api/imports";
import type { ImportInFull } from "@/api/types";
import { toCsv } from "./csv";
import { useNotes } from "./notes";
import { useVocabulary } from "../speech/vocabulary";
import { toast } from "@/kit";

function save(text: string, name: string): void {
  const link = document.createElement("a");
  // The mark lets spreadsheets read the accents.
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

export function useMendingFile(shown: ImportInFull, filter: RowFilter) {
  const { t, refusal } = useVocabulary();
  const said = useNotes();
  const [busy, setBusy] = useState(false);
  const header = [...shown.columns.map((column) => column.name), t("console.import.csv.row"), t("console.import.csv.why")];
  const download = async () => {
    setBusy(true);
    try {
      const rows = await everyRow(shown.import_id, filter);
      save(toCsv([header, ...rows.map((row) => [...row.cells, String(row.row), said(row).join(" ")])]), `${t("console.import.csv.name")}-${shown.file_name.replace(/\.\w+$/, "")}.csv`);
    } catch (error) {
      toast(refusal(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, download };
}
