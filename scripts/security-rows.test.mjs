import { describe, expect, it } from 'vitest'
import { faultsOf, idsOf } from './security-rows.mjs'

const row = { requirement: 'It holds.' }
const later = { requirement: 'It will hold.', notYet: { feature: 'webhooks', test: 'an old one is refused' } }

describe('the check of the security rows', () => {
  it.each([
    ["it('SEC-A01 holds', () => {", ['SEC-A01']],
    ['describe("SEC-A01 it\'s closed", () => {', ['SEC-A01']],
    ["it.each(all)(\n  'SEC-A01 and SEC-B02 hold for %s',\n  () => {", ['SEC-A01', 'SEC-B02']],
    ['it(`SEC-A01 holds (seed ${seed})`, async () => {', ['SEC-A01']],
    ["it.skipIf(!isBuilt)('SEC-A01 holds', () => {", ['SEC-A01']],
    ["// it('SEC-A01 holds', () => {", []],
    ["it.skip('SEC-A01 holds', () => {", []],
    ["it.todo('SEC-A01 holds', () => {", []],
    ["it.skip('other', () => {})\nit('SEC-A01 holds', () => {", ['SEC-A01']],
    ['const limit = 3 // SEC-A01, and more', []],
  ])('finds the ids in titles of tests that run: %s', (text, ids) => {
    expect(idsOf(text)).toEqual(ids)
  })

  it('names a row without a test', () => {
    expect(faultsOf({ 'SEC-A01': row, 'SEC-A02': row }, new Set(['SEC-A01']))).toEqual([
      expect.stringMatching(/^SEC-A02 has no test \(It holds\.\)/),
    ])
  })

  it('lets a row wait for its feature, until it has a test', () => {
    expect(faultsOf({ 'SEC-A01': later }, new Set())).toEqual([])
    expect(faultsOf({ 'SEC-A01': later }, new Set(['SEC-A01']))).toEqual([
      'SEC-A01 has a test now: take its notYet out of docs/security-rows.json.',
    ])
  })

  it('wants to know which feature is missing, and the test', () => {
    const vague = { requirement: 'It will hold.', notYet: { feature: 'webhooks', test: '' } }

    expect(faultsOf({ 'SEC-A01': vague }, new Set())).toHaveLength(1)
  })

  it('names an id that no row has', () => {
    expect(faultsOf({}, new Set(['SEC-A99']))).toEqual([
      'SEC-A99 is named by a test and is not in docs/security-rows.json.',
    ])
  })
})
