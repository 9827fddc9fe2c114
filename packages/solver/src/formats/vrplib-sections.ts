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
      section = { rows: [], line }
      sections.set(content.replace(/\s*:$/, ''), section)
      continue
    }
    const field = /^([A-Z_0-9]+)\s*:\s*(.*)$/.exec(content)
    if (field !== null) {
      section = undefined
      fields.set(field[1] ?? '', { value: (field[2] ?? '').trim(), line })
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

/** The rows of a section. @throws FormatError when it is required and absent. */
export function sectionRows(file: VrplibFile, name: string, required: boolean): readonly VrplibRow[] {
  const section = file.sections.get(name)
  if (section === undefined && required) throw new FormatError(0, name, 'is missing')
  return section?.rows ?? []
}
