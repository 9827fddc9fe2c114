// Ten thousand rows are drawn a window at a time, which a real <table> cannot do; the roles say what it is.
/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus */
import type { ImportAction, ImportColumn, ImportRow } from '@cartage/domain'
import { classNames } from '@cartage/ui'
import { CirclePlus, Equal, PenLine, TriangleAlert, type LucideIcon } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { findingsOfCell } from './cell-findings.ts'

const actions: Readonly<
  Record<ImportAction, { readonly label: string; readonly icon: LucideIcon; readonly className: string }>
> = {
  create: { label: 'Add', icon: CirclePlus, className: 'text-ink-2' },
  update: { label: 'Change', icon: PenLine, className: 'text-info' },
  unchanged: { label: 'Skip', icon: Equal, className: 'text-ink-3' },
  held: { label: 'Hold', icon: TriangleAlert, className: 'text-late' },
}

export interface ImportGridRowProps {
  readonly row: ImportRow
  readonly index: number
  readonly columns: readonly ImportColumn[]
  readonly widths: readonly number[]
  readonly headWidth: number
  /** The active cell of this row, -1 for the row's own; null when another row has it. */
  readonly activeColumn: number | null
  /** What is being typed into the active cell. */
  readonly draft: string | null
  readonly onDraft: (text: string) => void
  readonly onLeave: () => void
  readonly onPress: (column: number, isDouble: boolean) => void
}

/** One row of the file: what importing it would do, and its cells with their errors and warnings. */
export const ImportGridRow = memo(function ImportGridRow({
  row,
  index,
  columns,
  widths,
  headWidth,
  activeColumn,
  draft,
  onDraft,
  onLeave,
  onPress,
}: ImportGridRowProps): ReactNode {
  const { label, icon: Icon, className } = actions[row.action]
  const own = findingsOfCell(row, null, columns)
  return (
    <div role="row" aria-rowindex={row.row} className="flex h-full border-b border-line/60">
      <div
        role="rowheader"
        id={`cell-${index}--1`}
        title={own.map(({ text }) => text).join('\n')}
        onMouseDown={() => {
          onPress(-1, false)
        }}
        className={classNames(
          'sticky left-0 z-10 flex items-center gap-3 border-r border-line bg-paper px-3 text-12',
          activeColumn === -1 && 'outline-2 -outline-offset-2 outline-focus',
        )}
        style={{ width: headWidth }}
      >
        <span className="w-11 text-right whitespace-nowrap text-ink-3 tabular-nums">{row.row}</span>
        <span className={classNames('flex items-center gap-1 font-strong', className)}>
          <Icon aria-hidden size={13} />
          {label}
        </span>
      </div>
      {columns.map((column, at) => {
        const text = row.cells[at] ?? ''
        const [finding] = row.findings.length === 0 ? [] : findingsOfCell(row, column, columns)
        const isActive = activeColumn === at
        return (
          <div
            key={column.name}
            role="gridcell"
            id={`cell-${index}-${at}`}
            tabIndex={-1}
            aria-colindex={at + 2}
            aria-invalid={finding?.severity === 'error' ? true : undefined}
            title={finding?.text ?? (text.length > 18 ? text : undefined)}
            onMouseDown={(event) => {
              if (isActive && draft !== null) return
              event.preventDefault()
              onPress(at, false)
              event.currentTarget.closest<HTMLElement>('[role=grid]')?.focus({ preventScroll: true })
            }}
            onDoubleClick={() => {
              onPress(at, true)
            }}
            className={classNames(
              'relative flex items-center px-2',
              column.field === 'ignore' && 'text-ink-3',
              finding?.severity === 'error' && 'bg-late-soft',
              finding?.severity === 'warning' && 'bg-risk-soft',
              isActive && 'outline-2 -outline-offset-2 outline-focus',
            )}
            style={{ width: widths[at] }}
          >
            {isActive && draft !== null ? (
              <input
                aria-label={`${column.name}, row ${row.row}`}
                // Opened by the person's own key or press.
                // oxlint-disable-next-line jsx-a11y/no-autofocus
                autoFocus
                value={draft}
                onChange={(event) => {
                  onDraft(event.target.value)
                }}
                onBlur={onLeave}
                className="absolute inset-0 bg-raised px-2 text-13 outline-2 -outline-offset-2 outline-accent"
              />
            ) : (
              <span className="truncate">{text}</span>
            )}
            {finding === undefined ? null : (
              <span
                aria-hidden
                className={classNames(
                  'absolute top-0 right-0 border-t-8 border-l-8 border-l-transparent',
                  finding.severity === 'error' ? 'border-t-late' : 'border-t-risk',
                )}
              />
            )}
          </div>
        )
      })}
    </div>
  )
})
