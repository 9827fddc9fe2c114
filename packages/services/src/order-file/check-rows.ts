import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Finding, ImportAction, ImportColumn, OrderFields, Place, Point } from '@cartage/domain'
import type { CheckContext, FoundPlace } from './check-context.ts'
import { isSure, searchedText } from './check-place.ts'
import { checkReference } from './check-identity.ts'
import { checkRow } from './check-row.ts'
import type { FileRow } from './order-file.ts'
import { rowCellsReader, type RowCells } from './row-cells.ts'
import { suggest, type RowReport } from './row-report.ts'
import { isSameOrder } from './same-order.ts'

export interface CheckedRow {
  readonly row: number
  readonly cells: readonly string[]
  readonly reference: string | null
  readonly action: ImportAction
  readonly findings: readonly Finding[]
  /** What the row would be; undefined when it is held. */
  readonly order: OrderFields | undefined
  readonly place: Place | undefined
}

/** Checks rows one after the other and remembers their references. */
export interface RowChecker {
  /** Asks further for the address of a row that will be checked next; does nothing where the context has nobody to ask. */
  askAhead(row: FileRow): Promise<void>
  check(row: FileRow): CheckedRow
}

/** A row's texts under its columns, to tell a doubled row from a reference that is used for something else. */
const contentOf = (cells: readonly string[], columns: readonly ImportColumn[]): string =>
  columns.map(({ field }, index) => (field === 'ignore' ? '' : (cells[index] ?? '').trim())).join('\u001f')

/**
 * A checker for the rows of one file, to be fed in their order. Of two rows with one reference the first stands: a
 * second that says the same is `unchanged`, one that says something else is held. `isTaken` knows of references
 * beyond those rows, so that none of them is suggested as free.
 */
export function rowChecker(
  columns: readonly ImportColumn[],
  context: CheckContext,
  isTaken: (reference: string) => boolean = () => false,
): RowChecker {
  const read = rowCellsReader(columns)
  const search = cachedSearch(context)
  const cached: CheckContext = { ...context, search: search.find }
  const seen = new Map<string, { readonly row: number; readonly content: string }>()

  const freeReference = (wanted: string, from: number): string => {
    let free = from === 1 ? wanted : `${wanted}-${from}`
    for (let count = from; seen.has(free) || isTaken(free) || context.existing(free) !== undefined;) {
      count += 1
      free = `${wanted}-${count}`
    }
    return free
  }

  return {
    async askAhead({ cells }) {
      if (context.askFurther === undefined) return
      const text = searchedText(read(cells))
      if (text === undefined || isSure(search.find(text, context.depot), context)) return
      if (search.wasAskedFurther(text)) return
      search.addAnswers(text, await context.askFurther(text, context.depot))
    },
    check(fileRow) {
      const { row, cells: texts } = fileRow
      let isDouble = false
      const judge = (cells: RowCells, report: RowReport): string | undefined => {
        const reference = checkReference(cells, report, () => freeReference(`ROW-${row}`, 1))
        if (reference === undefined) {
          return undefined
        }
        const content = contentOf(texts, columns)
        const first = seen.get(reference)
        if (first === undefined) {
          seen.set(reference, { row, content })
        } else if (first.content === content) {
          isDouble = true
        } else {
          const cell = cells.get('reference')
          report.error(
            'REFERENCE_REUSED',
            cell,
            `Row ${first.row} has the reference "${reference}" already, for something else; that one stands.`,
            suggest(cell, freeReference(reference.slice(0, 70), 2)),
          )
        }
        return reference
      }
      const cells = read(texts)
      const { findings, order, place } = checkRow(fileRow, cells, columns, cached, judge)
      const reference = cells.get('reference').text
      return {
        row,
        cells: texts,
        reference: reference === '' ? null : reference,
        action: order === undefined ? 'held' : actionOf(order, isDouble, context),
        findings,
        order,
        place,
      }
    },
  }
}

const actionOf = (order: OrderFields, isDouble: boolean, context: CheckContext): ImportAction => {
  if (isDouble) {
    return 'unchanged'
  }
  const before = context.existing(order.reference)
  if (before === undefined) {
    return 'create'
  }
  return isSameOrder(before, order) ? 'unchanged' : 'update'
}

/** Searches remembered at a time; more than the streets of a day's work. */
const CACHED_SEARCHES = 20_000

interface CachedSearch {
  readonly find: CheckContext['search']
  /** Adds what somebody else answered to what is found from then on. */
  addAnswers(text: string, answers: readonly FoundPlace[]): void
  wasAskedFurther(text: string): boolean
}

const cachedSearch = (context: CheckContext): CachedSearch => {
  const found = new Map<string, readonly FoundPlace[]>()
  const asked = new Set<string>()
  const find = (text: string, near: Point): readonly FoundPlace[] => {
    const known = found.get(text)
    if (known !== undefined) {
      return known
    }
    const matches = context.search(text, near)
    if (found.size >= CACHED_SEARCHES) {
      found.clear()
      asked.clear()
    }
    found.set(text, matches)
    return matches
  }
  return {
    find,
    addAnswers(text, answers) {
      asked.add(text)
      const all = [...find(text, context.depot), ...answers]
      found.set(
        text,
        all.toSorted((a, b) => b.confidence - a.confidence),
      )
    },
    wasAskedFurther: (text) => asked.has(text),
  }
}

export interface CheckRowsOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((rows: number) => void) | undefined
}

export interface CheckedFile {
  readonly rows: readonly CheckedRow[]
  /** Orders to create or update, and those that stay as they are, each reference once. */
  readonly orders: readonly OrderFields[]
  /** By row. */
  readonly findings: readonly Finding[]
}

/** How long rows are checked before others get their turn. */
const SLICE_MS = 12

/** Checks whole batches in turn with everything else that the process does; each batch's rows come out in order. */
export async function* checkBatches(
  batches: AsyncIterable<readonly FileRow[]> | Iterable<readonly FileRow[]>,
  checker: RowChecker,
  signal?: AbortSignal,
): AsyncGenerator<readonly CheckedRow[]> {
  let turn = performance.now()
  for await (const batch of batches) {
    const checked: CheckedRow[] = []
    for (const row of batch) {
      await checker.askAhead(row)
      checked.push(checker.check(row))
      if (performance.now() - turn > SLICE_MS) {
        await nextTurn()
        signal?.throwIfAborted()
        turn = performance.now()
      }
    }
    yield checked
  }
}

/** Checks all rows of a file and keeps the results in memory. */
export async function checkRows(
  batches: AsyncIterable<readonly FileRow[]> | Iterable<readonly FileRow[]>,
  columns: readonly ImportColumn[],
  context: CheckContext,
  { signal, onProgress }: CheckRowsOptions = {},
): Promise<CheckedFile> {
  const rows: CheckedRow[] = []
  const orders = new Map<string, OrderFields>()
  for await (const batch of checkBatches(batches, rowChecker(columns, context), signal)) {
    for (const checked of batch) {
      rows.push(checked)
      if (checked.order !== undefined && !orders.has(checked.order.reference)) {
        orders.set(checked.order.reference, checked.order)
      }
    }
    onProgress?.(rows.length)
  }
  return { rows, orders: [...orders.values()], findings: rows.flatMap(({ findings }) => findings) }
}
