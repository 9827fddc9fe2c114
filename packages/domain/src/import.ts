import { z } from 'zod'
import { depotId, importId, type DepotId, type ImportId } from './ids.ts'
import { localDate, type LocalDate } from './local-time.ts'
import { type Page, pageInput } from './page.ts'
import type { MatchLevel } from './order.ts'

/** What an order file's column can mean. `custom` keeps the text, `ignore` drops it. */
export const importFields = [
  'reference',
  'kind',
  'date',
  'address',
  'street',
  'houseNumber',
  'postcode',
  'city',
  'state',
  'country',
  'lat',
  'lon',
  'latLon',
  'windowFrom',
  'windowTo',
  'windows',
  'serviceMinutes',
  'load',
  'packages',
  'skills',
  'priority',
  'name',
  'company',
  'phone',
  'email',
  'notes',
  'custom',
  'ignore',
] as const
export type ImportField = (typeof importFields)[number]

export const findingCodes = [
  'COORDINATES_SWAPPED',
  'COORDINATES_ZERO',
  'COORDINATES_INVALID',
  'OUTSIDE_REGION',
  'FAR_FROM_ROAD',
  'PLACE_MISSING',
  'PLACE_NOT_FOUND',
  'PLACE_UNSURE',
  'WINDOW_REVERSED',
  'WINDOW_INVALID',
  'CROSSES_MIDNIGHT',
  'REFERENCE_MISSING',
  'REFERENCE_REUSED',
  'SERVICE_NEGATIVE',
  'SERVICE_INVALID',
  'LOAD_ABSURD',
  'LOAD_INVALID',
  'DATE_INVALID',
  'DATE_AMBIGUOUS',
  'DATE_PAST',
  'KIND_UNKNOWN',
  'PRIORITY_INVALID',
  'EMAIL_INVALID',
  'FORMULA_TEXT',
  'CONTROL_REMOVED',
  'COLUMN_UNKNOWN',
  'COLUMN_DUPLICATE',
  'TEXT_TOO_LONG',
] as const
export type FindingCode = (typeof findingCodes)[number]

/** Something to know about one cell. An error keeps the row out, a warning does not. */
export interface Finding {
  readonly code: FindingCode
  readonly severity: 'error' | 'warning'
  /** The header is row 1. */
  readonly row: number
  readonly column: string | null
  /** What the cell holds. */
  readonly value: string
  readonly text: string
  /** Cell values that would mend it, by column name; null when nobody can tell. */
  readonly suggestion: Readonly<Record<string, string>> | null
}

export interface ImportColumn {
  /** As the file's header has it. */
  readonly name: string
  readonly field: ImportField
  /** The load dimension, where `field` is `load`. */
  readonly dimension?: string | undefined
}
export const importColumn = z.strictObject({
  name: z.string().max(200),
  field: z.enum(importFields),
  dimension: z.string().max(32).optional(),
})

/** What importing this row would do. */
export type ImportAction = 'create' | 'update' | 'unchanged' | 'held'

export interface ImportRow {
  readonly row: number
  /** Cells by column, in the order of the file. */
  readonly cells: readonly string[]
  readonly action: ImportAction
  readonly findings: readonly Finding[]
  readonly place: {
    readonly lon: number
    readonly lat: number
    readonly level: MatchLevel
    readonly confidence: number
  } | null
}

export const importStates = ['reading', 'ready', 'importing', 'done', 'failed', 'discarded'] as const
export type ImportState = (typeof importStates)[number]

/** A dry run of an order file, and then its import. */
export interface Import {
  readonly id: ImportId
  readonly depotId: DepotId
  readonly date: LocalDate
  readonly fileName: string
  readonly state: ImportState
  readonly columns: readonly ImportColumn[]
  /** How the file was read: `UTF-8`, `;` and so on. */
  readonly encoding: string
  readonly separator: string
  readonly counts: {
    readonly rows: number
    readonly create: number
    readonly update: number
    readonly unchanged: number
    readonly held: number
    readonly warnings: number
  }
  /** Findings on the file as a whole (row 1). */
  readonly findings: readonly Finding[]
  readonly progress: { readonly phase: string; readonly done: number; readonly total: number } | null
  readonly failure: string | null
  readonly createdAt: string
}

export const importIdInput = z.strictObject({ id: importId })
export const listImportRowsInput = pageInput.extend({
  id: importId,
  show: z.enum(['all', 'held', 'warnings']).default('all'),
})
export type ImportRowPage = Page<ImportRow>
/** New cell texts for some rows; every touched row is checked again at once. */
export const editImportInput = z.strictObject({
  id: importId,
  edits: z
    .array(z.strictObject({ row: z.int().min(2), column: z.string().max(200), value: z.string().max(5_000) }))
    .min(1)
    .max(10_000),
})
export const setImportColumnsInput = z.strictObject({ id: importId, columns: z.array(importColumn).max(200) })
export const startImportInput = z.strictObject({ id: importId, depotId, date: localDate })
export type EditImportInput = z.infer<typeof editImportInput>
export type ListImportRowsInput = z.infer<typeof listImportRowsInput>
export type SetImportColumnsInput = z.infer<typeof setImportColumnsInput>
