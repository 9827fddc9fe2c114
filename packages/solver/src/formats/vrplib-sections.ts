import { FormatError } from './format-error.ts'

export interface VrplibRow {
  readonly words: readonly string[]
  readonly line: number
}

/** A VRPLIB text taken apart: `NAME : value` fields, and sections of rows. */
export interface VrplibFile {
  readonly fields: ReadonlyMap<string, { readonly value: string; readonly line: number }>
  readonly sections: ReadonlyMap<string, { readonly rows: readonly VrplibRow[]; readonly line: number }>
}

/** Splits a VRPLIB text into fields and sections. @throws FormatError for a line that is neither. */
export function readVrplibSections(text: string): VrplibFile {
  const fields = new Map<string, { value: string; line: number }>()
  const sections = new Map<string, { rows: VrplibRow[]; line: number }>()
  let section: { rows: VrplibRow[]; line: number } | undefined
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const content = raw.trim()
    const line = index + 1
    if (content === '') continue
    if (content === 'EOF') break
    if (/^[A-Z_0-9]+_SECTION\s*:?$/.test(content)) {
      const name = content.replace(/\s*:$/, '')
      refuseTwin(name, sections.get(name), line)
      section = { rows: [], line }
      sections.set(name, section)
      continue
    }
    const field = /^([A-Z_0-9]+)\s*:\s*(.*)$/.exec(content)
    if (field !== null) {
      const [, name = '', value = ''] = field
      section = undefined
      if (name !== 'COMMENT') refuseTwin(name, fields.get(name), line)
      fields.set(name, { value: value.trim(), line })
    } else if (section !== undefined) {
      section.rows.push({ words: content.split(/\s+/), line })
    } else {
      throw new FormatError(
        line,
        'file',
        `neither a field "NAME : value" nor part of a section: "${content.slice(0, 40)}"`,
      )
    }
  }
  return { fields, sections }
}

function refuseTwin(name: string, twin: { readonly line: number } | undefined, line: number): void {
  if (twin !== undefined) throw new FormatError(line, name, `stands on line ${twin.line} already`)
}

/** What a dialect knows, beside the fields of all of them. */
export interface Dialect {
  readonly types: readonly string[]
  readonly fields: readonly string[]
  /** Without the ending `_SECTION`. */
  readonly sections: readonly string[]
  /** What is said of a field or section that it does not know. */
  readonly refusal: (name: string) => string
}

const FIELDS = [
  'NAME',
  'COMMENT',
  'TYPE',
  'DIMENSION',
  'EDGE_WEIGHT_TYPE',
  'EDGE_WEIGHT_FORMAT',
  'NODE_COORD_TYPE',
  'DISPLAY_DATA_TYPE',
]

/** @throws FormatError naming what a file has and its dialect has not, so that no rule is passed over. */
export function checkDialect(file: VrplibFile, { types, fields, sections, refusal }: Dialect): void {
  const type = file.fields.get('TYPE')
  if (type !== undefined && !types.includes(type.value)) {
    throw new FormatError(type.line, 'TYPE', `${type.value} is not supported, only ${types.join(', ')}`)
  }
  const known = new Set([...FIELDS, ...fields, ...sections.map((name) => `${name}_SECTION`)])
  for (const [name, { line }] of [...file.fields, ...file.sections]) {
    if (!known.has(name)) throw new FormatError(line, name, refusal(name))
  }
}

/** The rows of a section. @throws FormatError when it is required and absent. */
export function sectionRows(file: VrplibFile, name: string, required: boolean): readonly VrplibRow[] {
  const section = file.sections.get(name)
  if (section === undefined && required) throw new FormatError(0, name, 'is missing')
  return section?.rows ?? []
}
