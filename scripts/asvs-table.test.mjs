import { describe, expect, it } from 'vitest'
import { asvsTable, countFaultsOf, faultsOf } from './asvs-table.mjs'

const met = {
  id: '1.2.4',
  level: 1,
  asks: 'No SQL from strings',
  status: 'met',
  by: ['src/query.ts', 'SEC-E01'],
}
const missing = { id: '1.2.10', level: 2, asks: 'A vault', status: 'not met', note: 'Secrets are in files.' }
const known = {
  exists: (place) => place === 'src/query.ts',
  securityRows: { 'SEC-E01': { requirement: 'It holds.' }, 'SEC-C11': { notYet: { feature: 'driver app' } } },
}

describe('the rows of the ASVS table', () => {
  it('are fine when what meets them is there', () => {
    expect(faultsOf([met, missing], known)).toEqual([])
  })

  it.each([
    [{ ...met, by: ['src/gone.ts'] }, '1.2.4 is met by src/gone.ts, which is not there.'],
    [{ ...met, by: ['SEC-E99'] }, '1.2.4 is met by SEC-E99, which is no security row.'],
    [{ ...met, by: ['SEC-C11'] }, '1.2.4 is met by SEC-C11, which has no test yet.'],
    [{ ...met, by: [] }, '1.2.4 does not say what it is met by.'],
    [{ ...met, status: 'open', note: 'waits for: OIDC' }, '1.2.4 is open and says what it is met by.'],
    [{ ...met, status: 'mostly' }, '1.2.4 is none of: met, not met, not applicable, open.'],
    [{ ...met, level: 3 }, '1.2.4 has no level 1 or 2.'],
    [{ ...met, id: '18.1.1' }, '18.1.1 is no id of ASVS 5.0.'],
    [{ ...met, asks: '' }, '1.2.4 does not say what it asks.'],
    [{ ...missing, note: '' }, '1.2.10 is not met and does not say why.'],
    [{ ...missing, status: 'open' }, '1.2.10 is open and does not say "waits for: …".'],
  ])('are refused when they are not whole: %j', (row, fault) => {
    expect(faultsOf([row], known)).toContain(fault)
  })

  it('are refused when one is there twice', () => {
    expect(faultsOf([met, missing, met], known)).toEqual(['1.2.4 is there twice.'])
  })

  it('are all there', () => {
    expect(countFaultsOf([met])).toEqual([
      'Level 1 has 1 rows; ASVS 5.0.0 has 70.',
      'Level 2 has 0 rows; ASVS 5.0.0 has 183.',
    ])
  })

  it('are counted, and stand in the order of their numbers', () => {
    const text = asvsTable([missing, met, { ...missing, id: '2.1.1', asks: 'One | or two' }])

    expect(text).toContain('| V1 Encoding and sanitization | 1 |  |  |  |  | 1 |  |  |')
    expect(text).toContain('| **all** | 1 |  |  |  |  | 2 |  |  |')
    expect(text).toContain('| 1.2.4 | 1 | No SQL from strings | met | `src/query.ts`, SEC-E01 |')
    expect(text.indexOf('| 1.2.4 |')).toBeLessThan(text.indexOf('| 1.2.10 |'))
    expect(text).toContain('| One \\| or two |')
  })
})
