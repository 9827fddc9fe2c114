import { describe, expect, it } from 'vitest'
import { isOrderFileName } from './order-file-name.ts'

describe('isOrderFileName', () => {
  it.each([
    ['orders.csv', true],
    ['Aufträge 7.4..XLSX', true],
    ['export.tsv', true],
    ['orders.xls', false],
    ['photo.csv.png', false],
    ['fleet.json', false],
  ])('%s: %s', (name, isOne) => {
    expect(isOrderFileName(name)).toBe(isOne)
  })
})
