/** Imports: the file in pieces, its columns, its rows, and how far the adding has come. */
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { clinic, got, once } from "./api";
import type { ImportInFull, ImportRow } from "./types";

const PIECE_BYTES = 512 * 1024;
const SOON = 700;
const the = (importId: string) => ({ path: { import_id: importId } });
const atWork = new Set(["READING", "TRYING", "ADDING"]);

export const importsQuery = queryOptions({
  queryKey: ["imports"],
  queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/imports", { signal })),
});

/** Asked again soon while something is being done. */
export const importQuery = (importId: string) =>
  queryOptions({
    queryKey: ["import", importId],
    queryFn: ({ signal }) => got(clinic.GET("/api/clinic/v1/imports/{import_id}", { params: the(importId), signal })),
    refetchInterval: ({ state }) => (state.data && atWork.has(state.data.state) ? SOON : false),
  });

export type Shown = "WORTH_A_LOOK" | "BROKEN" | "NEW" | "ALL";
export interface RowFilter { show: Shown; state?: "ADDED" | "NOT_ADDED" }

/** `turn`: rows of another try are other rows. */
export const importRowsQuery = (importId: string, filter: RowFilter, turn: string) =>
  infiniteQueryOptions({
    queryKey: ["import-rows", importId, filter, turn],
    queryFn: ({ pageParam, signal }) =>
      got(clinic.GET("/api/clinic/v1/imports/{import_id}/rows", { params: { ...the(importId), query: { ...filter, page_size: 50, page_token: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_page_token || undefined,
    placeholderData: (before) => before,
  });

/** All of them, for a file to mend them in. */
export async function everyRow(importId: string, filter: RowFilter): Promise<ImportRow[]> {
  const rows: ImportRow[] = [];
  for (let token: string | undefined = ""; token !== undefined;) {
    const query = { ...filter, page_size: 200, page_token: token };
    const page: { rows: ImportRow[]; next_page_token: string } = await got(clinic.GET("/api/clinic/v1/imports/{import_id}/rows", { params: { ...the(importId), query } }));
    rows.push(...page.rows);
    token = page.next_page_token || undefined;
  }
  return rows;
}

async function sendPiece(importId: string, position: number, piece: Blob): Promise<void> {
  const { response, error } = await clinic.PUT("/api/clinic/v1/imports/{import_id}/pieces/{position}", {
    params: { path: { import_id: importId, position } },
    body: piece as unknown as string,
    bodySerializer: (body) => body as unknown as BodyInit,
    headers: { "Content-Type": "application/octet-stream" },
  });
  if (!response.ok) await got(Promise.resolve({ error, response }));
}

/** Sends the file piece by piece, then has it read. `onSent`: bytes so far. */
export function useUpload(onSent: (bytes: number) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (file: File) => {
      const { import_id } = await got(clinic.POST("/api/clinic/v1/imports", { body: { file_name: file.name.slice(0, 200), size_bytes: file.size }, headers: once() }));
      for (let at = 0; at < file.size; at += PIECE_BYTES) {
        await sendPiece(import_id, at / PIECE_BYTES, file.slice(at, at + PIECE_BYTES));
        onSent(Math.min(at + PIECE_BYTES, file.size));
      }
      return got(clinic.POST("/api/clinic/v1/imports/{import_id}:read", { params: the(import_id), headers: once() }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: importsQuery.queryKey }),
  });
}

function useKept(importId: string) {
  const queries = useQueryClient();
  return (shown: ImportInFull) => queries.setQueryData(importQuery(importId).queryKey, shown);
}

export function useMatchColumns(importId: string) {
  return useMutation({
    mutationFn: (targets: string[]) => got(clinic.PUT("/api/clinic/v1/imports/{import_id}/columns", { params: the(importId), body: { targets } })),
    onSuccess: useKept(importId),
  });
}

export function useChangeRow(importId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ row, ...change }: { row: number; cells?: string[]; left_out?: boolean }) =>
      got(clinic.PATCH("/api/clinic/v1/imports/{import_id}/rows/{row}", { params: { path: { import_id: importId, row } }, body: change as never })),
    onSuccess: () => Promise.all([["import", importId], ["import-rows", importId]].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}

export function useStartImport(importId: string) {
  return useMutation({
    mutationFn: () => got(clinic.POST("/api/clinic/v1/imports/{import_id}:start", { params: the(importId), headers: once() })),
    onSuccess: useKept(importId),
  });
}

export function usePauseImport(importId: string) {
  return useMutation({
    mutationFn: (verb: "pause" | "resume") => got(clinic.POST(`/api/clinic/v1/imports/{import_id}:${verb}`, { params: the(importId) })),
    onSuccess: useKept(importId),
  });
}

export function useDiscardImport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (importId: string) => {
      const { response, error } = await clinic.POST("/api/clinic/v1/imports/{import_id}:discard", { params: the(importId) });
      if (!response.ok) await got(Promise.resolve({ error, response }));
    },
    onSuccess: () => Promise.all([["imports"], ["import"]].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}
