/** One row as it should be; or out of the import by hand. It is tried again at once. */
import { useState } from "react";
import { useChangeRow } from "@/api/imports";
import type { ImportInFull, ImportRow } from "@/api/types";
import { Button, Dialog, Note, TextField } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";
import { useNotes } from "./notes";
import { useTargetName } from "./targets";

interface EditRowProps { shown: ImportInFull; row: ImportRow; onClose: () => void }

export function EditRow({ shown, row, onClose }: EditRowProps) {
  const { t, refusal } = useVocabulary();
  const named = useTargetName();
  const notes = useNotes()(row);
  const [cells, setCells] = useState(row.cells);
  const change = useChangeRow(shown.import_id);
  const changed = cells.some((cell, i) => cell !== row.cells[i]);
  const write = (at: number, value: string) => setCells((before) => before.map((cell, i) => (i === at ? value : cell)));
  const save = () => change.mutate({ row: row.row, ...(changed ? { cells } : {}), left_out: false }, { onSuccess: onClose });
  const leaveOut = () => change.mutate({ row: row.row, left_out: true }, { onSuccess: onClose });
  return (
    <Dialog
      isOpen onClose={onClose} unsaved={changed} title={t("console.import.edit.title", { row: row.row, name: row.name })}
      footer={<>
        {!row.left_out && row.outcome !== "BROKEN" && <Button busy={change.isPending} onPress={leaveOut}>{t("console.import.edit.leaveOut")}</Button>}
        <Button kind="primary" busy={change.isPending} onPress={save}>{t(row.left_out ? "console.import.edit.takeIn" : "console.import.edit.save")}</Button>
      </>}
    >
      <div className="c-import-edit">
        {change.isError ? <Note tone="block">{refusal(change.error)}</Note> : notes.map((note) => <Note key={note} tone={row.outcome === "BROKEN" ? "block" : "warn"}>{note}</Note>)}
        {shown.columns.map((column, at) => column.target !== "LEAVE_OUT" && (
          <TextField key={at} label={column.name || named(column.target)} help={named(column.target)} value={cells[at] ?? ""} onChange={(value) => write(at, value)} />
        ))}
      </div>
    </Dialog>
  );
}
