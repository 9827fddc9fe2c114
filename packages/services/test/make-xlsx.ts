import { strToU8, zipSync, type Zippable } from 'fflate'

const xml = (text: string): Uint8Array =>
  strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`)
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A cell as its XML: text in line, a number, or a number with a style (1 a date, 2 a time). */
export type XlsxCell = string | number | { readonly value: number; readonly style: 1 | 2 } | null

const letters = (column: number): string =>
  (column >= 26 ? String.fromCharCode(64 + Math.floor(column / 26)) : '') +
  String.fromCharCode(65 + (column % 26))

const cellXml = (cell: XlsxCell, address: string): string => {
  if (cell === null) return ''
  if (typeof cell === 'number') return `<c r="${address}"><v>${cell}</v></c>`
  if (typeof cell === 'string') {
    const text = cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
  }
  return `<c r="${address}" s="${cell.style}"><v>${cell.value}</v></c>`
}

/** The parts of a workbook with one sheet, unzipped. */
export function xlsxParts(rows: readonly (readonly XlsxCell[])[]): Record<string, Uint8Array> {
  const sheet = rows
    .map((cells, row) => {
      const texts = cells.map((cell, column) => cellXml(cell, `${letters(column)}${row + 1}`))
      return `<row r="${row + 1}">${texts.join('')}</row>`
    })
    .join('')
  return {
    '[Content_Types].xml': xml(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    ),
    '_rels/.rels': xml(
      `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': xml(
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Orders" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': xml(
      `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    ),
    'xl/styles.xml': xml(
      `<styleSheet xmlns="${main}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="20" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ),
    'xl/worksheets/sheet1.xml': xml(`<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`),
  }
}

/** A workbook with one sheet, and whatever else should be in its archive. */
export const makeXlsx = (rows: readonly (readonly XlsxCell[])[], more: Zippable = {}): Uint8Array =>
  zipSync({ ...xlsxParts(rows), ...more })
