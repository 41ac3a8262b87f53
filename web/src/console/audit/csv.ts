/** Cells of a CSV file (RFC 4180) that no spreadsheet runs as a formula. */

/** A text that begins like a formula gets an apostrophe before it. */
export const cell = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

export const line = (cells: string[]): string => `${cells.map((one) => (/[",\r\n]/.test(one) ? `"${one.replaceAll('"', '""')}"` : one)).join(",")}\r\n`;
