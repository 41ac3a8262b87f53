/** RFC 4180, and safe to open: a cell that a spreadsheet would run as a formula is marked as text; numbers and phones are left. */
const formula = /^(?:[=@\t\r]|[+-](?![\d\s(.]))/;

function cellOf(value: string): string {
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]|^'/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const toCsv = (rows: string[][]) => rows.map((row) => row.map(cellOf).join(",")).join("\r\n") + "\r\n";
