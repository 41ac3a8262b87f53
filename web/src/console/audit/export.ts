/** The trail as a CSV file, in words and with the practice's time beside UTC; page after page, however long it is. */
import type { AuditFilter } from "@/api/audit";
import { zone } from "@/app/when";
import type { useWords } from "@/app/words";
import { cell, line } from "./csv";
import { begin } from "./merge";
import type { Names, Said } from "./sentences";
import { pageOf } from "./useTrail";
import type { AreaEntry } from "@/api/audit";

const PAGE = 500;

function clockOf(): (instant: string) => string {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: zone(), dateStyle: "short", timeStyle: "medium" });
  return (instant) => parts.format(new Date(instant));
}

export async function makeSheet(filter: AuditFilter, t: ReturnType<typeof useWords>, say: (entry: AreaEntry, names: Names) => Said, progress: (count: number) => void): Promise<{ file: Blob; count: number }> {
  const local = clockOf();
  const head = [t("console.audit.csv.utc"), t("console.audit.csv.time", { zone: zone() ?? "UTC" }), t("console.audit.who"), t("console.audit.whom"), t("console.audit.csv.what"),
    t("console.audit.csv.detail"), t("console.audit.csv.address"), t("console.audit.area"), t("console.audit.csv.entry"), t("console.audit.csv.code")];
  // Spreadsheets take UTF-8 for what it is only where the file begins so.
  const parts = ["\ufeff", line(head.map(cell))];
  const names: Names = new Map();
  let at: ReturnType<typeof begin> | null = begin(filter.areas);
  let count = 0;
  while (at) {
    const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(filter, at, PAGE, "export", names);
    page.names.forEach((name, id) => names.set(id, name));
    parts.push(page.entries.map((entry) => {
      const said = say(entry, names);
      const told = [said.who, said.whom, said.what, said.detail, said.address, t(`console.audit.area.${entry.area}`)];
      return line([entry.record_time, local(entry.record_time), ...told.map(cell), String(entry.position), cell(entry.action)]);
    }).join(""));
    count += page.entries.length;
    progress(count);
    at = page.next;
  }
  return { file: new Blob(parts, { type: "text/csv;charset=utf-8" }), count };
}

export function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
