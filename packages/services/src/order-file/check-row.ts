import type { Finding, ImportColumn, OrderFields, Place } from '@cartage/domain'
import type { CheckContext } from './check-context.ts'
import { checkDate, checkKind, shortened } from './check-identity.ts'
import { checkPlace, hasPlaceColumns } from './check-place.ts'
import { checkContact, checkCustom, checkHiddenText, checkNotes } from './check-texts.ts'
import { checkWindows } from './check-windows.ts'
import { checkLoad, checkPriority, checkService, checkSkills } from './check-work.ts'
import type { RowCells } from './row-cells.ts'
import { rowReport } from './row-report.ts'
import type { FileRow } from './order-file.ts'

export interface RowVerdict {
  readonly findings: readonly Finding[]
  /** Undefined when a finding keeps the row out. */
  readonly order: OrderFields | undefined
  /** Where it is, also when something else keeps the row out. */
  readonly place: Place | undefined
}

/** How the reference of a row was judged, for that takes knowing the other rows. */
export type CheckReference = (cells: RowCells, report: ReturnType<typeof rowReport>) => string | undefined

/**
 * Checks one row and makes an order of it. What the file has no column for stays as it is on an order that is there
 * already, and has its default on a new one.
 */
export function checkRow(
  { row, cells: texts }: FileRow,
  cells: RowCells,
  columns: readonly ImportColumn[],
  context: CheckContext,
  judgeReference: CheckReference,
): RowVerdict {
  const report = rowReport(row)
  checkHiddenText(cells, report)
  const surplus = texts.slice(columns.length).filter((text) => text.trim() !== '')
  if (surplus.length > 0) {
    report.warn(
      'COLUMN_UNKNOWN',
      { column: null, raw: surplus.join(' '), text: '', removed: 0 },
      `The row has ${surplus.length} more cells than the header (${shortened(surplus.join(' '))}); they are left out. A cell that holds a separator needs quotes.`,
    )
  }
  const reference = judgeReference(cells, report)
  const before = reference === undefined ? undefined : context.existing(reference)
  const keep = <Field extends keyof OrderFields>(
    isWritten: boolean,
    field: Field,
  ): OrderFields[Field] | undefined => (isWritten ? undefined : before?.[field])
  const kind = checkKind(cells, report)
  const date = checkDate(cells, report, context)
  const place = keep(hasPlaceColumns(cells), 'place') ?? checkPlace(cells, report, context, before?.place)
  const hasWindows = cells.has('windowFrom') || cells.has('windowTo') || cells.has('windows')
  const windows = keep(hasWindows, 'windows') ?? checkWindows(cells, report, context)
  const serviceS = keep(cells.has('serviceMinutes'), 'serviceS') ?? checkService(cells, report)
  const load = keep(cells.has('load') || cells.has('packages'), 'load') ?? checkLoad(cells, report, context)
  const skills = keep(cells.has('skills'), 'skills') ?? checkSkills(cells, report)
  const priority = keep(cells.has('priority'), 'priority') ?? checkPriority(cells, report)
  const hasContact = cells.has('name') || cells.has('company') || cells.has('phone') || cells.has('email')
  const contact = keep(hasContact, 'contact') ?? checkContact(cells, report)
  const notes = keep(cells.has('notes'), 'notes') ?? checkNotes(cells, report)
  const custom = keep(cells.has('custom'), 'custom') ?? checkCustom(cells, report)
  if (
    report.hasError ||
    reference === undefined ||
    place === undefined ||
    windows === undefined ||
    serviceS === undefined ||
    load === undefined ||
    priority === undefined
  ) {
    return { findings: report.findings, order: undefined, place }
  }
  const order: OrderFields = {
    reference,
    kind: keep(cells.has('kind'), 'kind') ?? kind,
    date,
    place,
    windows: [...windows],
    serviceS,
    load: { ...load },
    skills: [...skills],
    priority,
    contact,
    notes,
    custom: { ...custom },
  }
  return { findings: report.findings, order, place }
}
