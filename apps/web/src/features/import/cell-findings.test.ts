import type { Finding, ImportRow } from '@cartage/domain'
import { describe, expect, it } from 'vitest'
import { findingsOfCell, suggestedEditsOfKind, suggestionWords } from './cell-findings.ts'

const columns = [
  { name: 'Latitude', field: 'lat' },
  { name: 'Longitude', field: 'lon' },
] as const

const swapped = (row: number): Finding => ({
  code: 'COORDINATES_SWAPPED',
  severity: 'error',
  row,
  column: 'Latitude',
  value: '-8.6',
  text: 'Latitude and longitude look swapped.',
  suggestion: { Latitude: '41.1', Longitude: '-8.6' },
})
const aRow = (row: number, findings: readonly Finding[]): ImportRow => ({
  row,
  cells: ['-8.6', '41.1'],
  action: 'held',
  findings,
  place: null,
})

describe('findings in the grid', () => {
  it('stand at their cell, errors first', () => {
    const warning: Finding = { ...swapped(3), code: 'CONTROL_REMOVED', severity: 'warning', suggestion: null }
    const row = aRow(3, [warning, swapped(3)])

    expect(findingsOfCell(row, columns[0], columns).map(({ code }) => code)).toEqual([
      'COORDINATES_SWAPPED',
      'CONTROL_REMOVED',
    ])
    expect(findingsOfCell(row, columns[1], columns)).toEqual([])
  })

  it('stand at the row when they name no column of the file', () => {
    const missing: Finding = { ...swapped(4), code: 'PLACE_MISSING', column: null, suggestion: null }

    expect(findingsOfCell(aRow(4, [missing]), null, columns)).toEqual([missing])
  })

  it('mend all rows of a kind at once, and only of that kind', () => {
    const other: Finding = { ...swapped(4), code: 'LOAD_INVALID', suggestion: { Latitude: '1' } }

    expect(suggestedEditsOfKind([aRow(3, [swapped(3)]), aRow(4, [other])], 'COORDINATES_SWAPPED')).toEqual([
      { row: 3, column: 'Latitude', value: '41.1' },
      { row: 3, column: 'Longitude', value: '-8.6' },
    ])
  })

  it('say what they suggest', () => {
    expect(suggestionWords(swapped(3))).toBe('Latitude 41.1, Longitude -8.6')
    expect(suggestionWords({ ...swapped(3), suggestion: { Latitude: '' } })).toBe('leave it empty')
    expect(suggestionWords({ ...swapped(3), suggestion: null })).toBeNull()
  })
})
