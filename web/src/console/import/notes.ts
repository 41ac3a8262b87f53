/** What is said about a row, as sentences. */
import { useWords } from "@/app/words";
import type { WordId, WordValues } from "@/app/words";
import type { ImportRow } from "@/api/types";

interface Said { code: string; contact: number; values: WordValues }

export function useNotes(): (row: ImportRow) => string[] {
  const t = useWords();
  return (row) => (row.notes as unknown as Said[]).map(({ code, values }) => t(`console.importNote.${code}` as WordId, values));
}
