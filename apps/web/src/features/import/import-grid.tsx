// Ten thousand rows are drawn a window at a time, which a real <table> cannot do; the roles say what it is.
/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus */
import type { ImportColumn, ImportField, ImportRow } from '@cartage/domain'
import { classNames } from '@cartage/ui'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { findingsOfCell } from './cell-findings.ts'
import { ColumnSelect } from './column-select.tsx'
import { moveByKey, type GridCell } from './grid-moves.ts'
import { ImportGridRow } from './import-grid-row.tsx'

export interface ImportGridProps {
  /** The element that takes the keys. */
  readonly gridRef: RefObject<HTMLDivElement | null>
  readonly columns: readonly ImportColumn[]
  readonly rows: readonly ImportRow[]
  /** Rows that the filter lets through, loaded or not. */
  readonly total: number
  readonly dimensions: readonly string[]
  readonly isEditable: boolean
  readonly active: GridCell
  readonly onActivate: (cell: GridCell) => void
  readonly onEdit: (row: number, column: string, value: string) => void
  readonly onColumnChange: (column: ImportColumn) => void
  /** Called as rows come near that are not loaded yet. */
  readonly onNearEnd: () => void
}

/** As the design system's `--row` and the header above it: higher where the pointer is a finger. */
const isTouch = matchMedia('(pointer: coarse), (max-width: 640px)').matches
const ROW_PX = isTouch ? 44 : 32
const TOP_PX = isTouch ? 84 : 68
const HEAD_PX = 156

const widthOf = (field: ImportField): number => {
  switch (field) {
    case 'address':
      return 260
    case 'street':
    case 'notes':
      return 200
    case 'name':
    case 'company':
    case 'email':
    case 'latLon':
      return 168
    default:
      return 136
  }
}

/**
 * The file as a table that is mended in place. One cell is active; arrows move it, Enter or typing opens it, Enter
 * and Tab keep what was typed and go on, Escape drops it. Only what is in sight is drawn.
 */
export function ImportGrid({
  gridRef,
  columns,
  rows,
  total,
  dimensions,
  isEditable,
  active,
  onActivate,
  onEdit,
  onColumnChange,
  onNearEnd,
}: ImportGridProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null)
  const [draft, setDraft] = useState<string | null>(null)
  const widths = columns.map(({ field }) => widthOf(field))
  const lefts = widths.map((_, index) => widths.slice(0, index).reduce((sum, width) => sum + width, HEAD_PX))
  const width = widths.reduce((sum, one) => sum + one, HEAD_PX)
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    // Under the header, and above the bar at the foot.
    scrollPaddingStart: TOP_PX + 4,
    scrollPaddingEnd: ROW_PX,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - 50 && rows.length < total) onNearEnd()
  }, [last, rows.length, total, onNearEnd])

  useEffect(() => {
    setDraft(null)
    virtual.scrollToIndex(active.row)
    const box = scroller.current
    const left = lefts[active.column]
    const cellWidth = widths[active.column]
    if (box === null || left === undefined || cellWidth === undefined) return
    if (left - HEAD_PX < box.scrollLeft) box.scrollLeft = left - HEAD_PX
    else if (left + cellWidth > box.scrollLeft + box.clientWidth)
      box.scrollLeft = left + cellWidth - box.clientWidth
    // The geometry follows from the columns; only a move of the active cell scrolls.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [active.row, active.column])

  const activeColumn = columns[active.column]
  const activeRow = rows[active.row]
  const canEditHere = isEditable && activeColumn !== undefined && activeRow !== undefined
  const focusGrid = (): void => {
    gridRef.current?.focus({ preventScroll: true })
  }
  const save = (): void => {
    if (draft === null || activeRow === undefined || activeColumn === undefined) return
    setDraft(null)
    if (draft !== (activeRow.cells[active.column] ?? '')) onEdit(activeRow.row, activeColumn.name, draft)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const isTyping = draft !== null
    if (isTyping && !['Enter', 'Tab', 'Escape'].includes(event.key)) return
    if (event.key === 'Escape') {
      if (!isTyping) return
      event.preventDefault()
      event.stopPropagation()
      setDraft(null)
      focusGrid()
      return
    }
    if (!isTyping && canEditHere && (event.key === 'Enter' || event.key === 'F2')) {
      event.preventDefault()
      setDraft(activeRow.cells[active.column] ?? '')
      return
    }
    if (!isTyping && canEditHere && (event.key === 'Delete' || event.key === 'Backspace')) {
      event.preventDefault()
      if ((activeRow.cells[active.column] ?? '') !== '') onEdit(activeRow.row, activeColumn.name, '')
      return
    }
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey
    const next = hasModifier
      ? null
      : moveByKey(active, event.key, event.shiftKey, { rows: Math.max(1, total), columns: columns.length })
    if (next !== null) {
      event.preventDefault()
      event.stopPropagation()
      save()
      focusGrid()
      onActivate(next)
    } else if (event.key.length === 1 && event.key !== '?' && !hasModifier) {
      // Whoever types into the grid means the grid, even where it takes no text: no key of the page may fire.
      event.preventDefault()
      event.stopPropagation()
      if (canEditHere) setDraft(event.key)
    }
  }

  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto bg-raised">
      <div
        ref={gridRef}
        role="grid"
        aria-label="Rows of the file"
        aria-rowcount={total + 1}
        aria-colcount={columns.length + 1}
        aria-activedescendant={`cell-${active.row}-${active.column}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        style={{ width }}
        className="group/grid relative outline-none"
      >
        <div
          role="row"
          aria-rowindex={1}
          className="sticky top-0 z-20 flex border-b border-line bg-paper"
          style={{ height: TOP_PX }}
        >
          <div
            role="columnheader"
            className="sticky left-0 z-10 flex items-end gap-3 border-r border-line bg-paper px-3 pb-2 text-12 font-strong text-ink-3"
            style={{ width: HEAD_PX }}
          >
            <span className="w-11 text-right">Row</span>
            Will
          </div>
          {columns.map((column, index) => (
            <div
              key={column.name}
              role="columnheader"
              className={classNames(
                'flex flex-col justify-end gap-1 px-1 pb-1.5',
                column.field === 'ignore' && 'opacity-60',
              )}
              style={{ width: widths[index] }}
            >
              <span className="truncate px-1 text-12 font-strong" title={column.name}>
                {column.name === '' ? 'No name' : column.name}
              </span>
              <ColumnSelect
                column={column}
                dimensions={dimensions}
                isDisabled={!isEditable}
                onChange={onColumnChange}
              />
            </div>
          ))}
        </div>
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index]
            return (
              <div key={item.key} className="absolute inset-x-0" style={{ top: item.start, height: ROW_PX }}>
                {row === undefined ? (
                  <div className="flex h-full items-center gap-4 border-b border-line/60 px-3">
                    <span className="h-3 w-24 rounded-s bg-press" />
                    <span className="h-3 w-64 rounded-s bg-press" />
                  </div>
                ) : (
                  <ImportGridRow
                    row={row}
                    index={item.index}
                    columns={columns}
                    widths={widths}
                    headWidth={HEAD_PX}
                    activeColumn={item.index === active.row ? active.column : null}
                    draft={item.index === active.row ? draft : null}
                    onDraft={setDraft}
                    onLeave={save}
                    onPress={(column, isDouble) => {
                      if (isDouble && isEditable && column >= 0) setDraft(row.cells[column] ?? '')
                      else {
                        save()
                        onActivate({ row: item.index, column })
                      }
                    }}
                  />
                )}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

/** The cells among the loaded rows that have something to say. */
export function problemCells(
  rows: readonly ImportRow[],
  columns: readonly ImportColumn[],
): readonly GridCell[] {
  return rows.flatMap((row, index) =>
    row.findings.length === 0
      ? []
      : [-1, ...columns.keys()]
          .filter((column) => findingsOfCell(row, columns[column] ?? null, columns).length > 0)
          .map((column) => ({ row: index, column })),
  )
}
