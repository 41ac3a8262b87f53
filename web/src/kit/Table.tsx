/** A table: sort in the heads, the row opens its thing, a button in the row doesn't. Under 768 px each row is a card. */
import "./table.css";
import type { ReactNode } from "react";
import { Cell, Column, Row, Table as AriaTable, TableBody, TableHeader } from "react-aria-components/Table";
import type { SortDescriptor } from "react-aria-components/Table";
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
  onOpen?: (row: T) => void; sort?: SortDescriptor; onSort?: (sort: SortDescriptor) => void; empty?: ReactNode; className?: string;
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

export function Table<T extends object>({ label, columns, rows, rowKey, rowName, onOpen, sort, onSort, empty, className }: TableProps<T>) {
  return (
    <AriaTable aria-label={label} className={`k-table ${className ?? ""}`} sortDescriptor={sort} onSortChange={onSort}>
      <TableHeader>{columns.map((column) => <Head key={column.key} column={column} />)}</TableHeader>
      <TableBody items={rows} dependencies={[columns]} renderEmptyState={empty ? () => empty : undefined}>
        {(row) => (
          <Row id={rowKey(row)} textValue={rowName(row)} className="k-row" onAction={onOpen && (() => onOpen(row))}>
            {columns.map((column) => <Cell key={column.key} className={`k-cell is-${column.key}`}>{column.cell(row)}</Cell>)}
          </Row>
        )}
      </TableBody>
    </AriaTable>
  );
}
