/** A table: sort in the heads, the row opens its thing, a button in the row doesn't; rows may be ticked. Under 768 px each row is a card. */
import "./table.css";
import type { ReactNode } from "react";
import { Cell, Column, Row, Table as AriaTable, TableBody, TableHeader } from "react-aria-components/Table";
import type { Selection, SortDescriptor } from "react-aria-components/Table";
import { Checkbox } from "./Checkbox";
import { Icon } from "./Icon";

export interface TableColumn<T> {
  key: string;
  /** The head; "" for a column of buttons, which then needs `spoken`. */
  head: string;
  spoken?: string;
  sortable?: boolean;
  /** The cell that names the row for screen readers. One a table. */
  namesRow?: boolean;
  cell: (row: T) => ReactNode;
}

interface TableProps<T> {
  label: string; columns: TableColumn<T>[]; rows: T[]; rowKey: (row: T) => string; rowName: (row: T) => string;
  /** The keys of the ticked rows, with `onChoose`; also of rows that aren't shown just now. */
  chosen?: ReadonlySet<string>; onChoose?: (keys: Set<string>) => void;
  onOpen?: (row: T) => void; sort?: SortDescriptor; onSort?: (sort: SortDescriptor) => void; empty?: ReactNode; className?: string;
}

/** Names itself after its row, or "all", and ticks it. */
const Tick = () => <Checkbox slot="selection" label="" />;

/** What is ticked once the table says so; what it doesn't show stays as it was. */
function after(selection: Selection, shown: string[], before: ReadonlySet<string>): Set<string> {
  const elsewhere = [...before].filter((key) => !shown.includes(key));
  return new Set([...elsewhere, ...(selection === "all" ? shown : [...selection].map(String))]);
}

function Head<T>({ column }: { column: TableColumn<T> }) {
  return (
    <Column id={column.key} isRowHeader={column.namesRow} allowsSorting={column.sortable} className="k-column">
      {({ sortDirection }) => (
        <span className="k-column-head">
          {column.head || <span className="k-unseen">{column.spoken}</span>}
          {sortDirection && <Icon name={sortDirection === "ascending" ? "up" : "down"} size={16} />}
        </span>
      )}
    </Column>
  );
}

export function Table<T extends object>({ label, columns, rows, rowKey, rowName, chosen, onChoose, onOpen, sort, onSort, empty, className }: TableProps<T>) {
  const keys = rows.map(rowKey);
  const ticks = chosen && onChoose && {
    selectionMode: "multiple" as const, selectedKeys: keys.filter((key) => chosen.has(key)), onSelectionChange: (said: Selection) => onChoose(after(said, keys, chosen)),
  };
  return (
    <AriaTable aria-label={label} className={`k-table ${className ?? ""}`} sortDescriptor={sort} onSortChange={onSort} {...ticks}>
      <TableHeader>{ticks && <Column id="tick" className="k-column is-tick"><Tick /></Column>}{columns.map((column) => <Head key={column.key} column={column} />)}</TableHeader>
      <TableBody items={rows} dependencies={[columns, Boolean(ticks)]} renderEmptyState={empty ? () => empty : undefined}>
        {(row) => (
          <Row id={rowKey(row)} textValue={rowName(row)} className="k-row" onAction={onOpen && (() => onOpen(row))}>
            {ticks && <Cell className="k-cell is-tick"><Tick /></Cell>}
            {columns.map((column) => <Cell key={column.key} className={`k-cell is-${column.key}`}>{column.cell(row)}</Cell>)}
          </Row>
        )}
      </TableBody>
    </AriaTable>
  );
}
