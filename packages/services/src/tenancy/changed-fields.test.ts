import { describe, expect, it } from 'vitest'
import { changedFields } from './changed-fields.ts'

describe('the fields that changed', () => {
  it('are those alone that differ, before and after', () => {
    const before = { id: 'a', name: 'North', skills: ['cold'], version: 1 }
    const after = { id: 'a', name: 'South', skills: ['cold'], version: 2 }

    expect(changedFields(before, after)).toEqual({ before: { name: 'North' }, after: { name: 'South' } })
  })

  it('are all of what was made, and all of what was removed', () => {
    expect(changedFields(null, { name: 'North', version: 1 })).toEqual({
      before: {},
      after: { name: 'North' },
    })
    expect(changedFields({ name: 'North' }, null)).toEqual({ before: { name: 'North' }, after: {} })
  })

  it('are named and not kept where they are personal: the log cannot be erased', () => {
    const before = { contact: { phone: '+46 70 123' }, notes: 'door 4711', phone: null, custom: {} }
    const after = { contact: { phone: '+46 70 456' }, notes: '', phone: '+46 70 789', custom: { a: 'b' } }

    const changed = changedFields(before, after)

    expect(changed).toEqual({
      before: { contact: '[not kept]', notes: '[not kept]', phone: null, custom: {} },
      after: { contact: '[not kept]', notes: '', phone: '[not kept]', custom: '[not kept]' },
    })
    expect(JSON.stringify(changed)).not.toMatch(/\+46|4711/)
  })

  it('are told by their size where they are long', () => {
    const area = Array.from({ length: 2_000 }, (_, at) => [at, at])

    expect(changedFields(null, { area }).after).toEqual({
      area: expect.stringMatching(/^\[\d+ characters\]$/),
    })
  })
})
