import { describe, expect, it } from 'vitest'
import { newOrderDraft, orderFieldsOf, orderProblems, type OrderDraft } from './order-draft.ts'

const found = { address: 'Kungsgatan 4', lon: 11.97, lat: 57.7, level: 'street', confidence: 0.8 } as const
const aDraft = (fields: Partial<OrderDraft> = {}): OrderDraft => ({
  ...newOrderDraft('0198f0aa-0000-4000-8000-000000000001', '2026-04-07', ['parcels', 'weight_kg']),
  reference: ' A-1 ',
  place: { address: 'Kungsgatan 4', place: found },
  ...fields,
})

describe('an order typed by hand', () => {
  it('is ready with a reference and a place alone', () => {
    expect(orderProblems(aDraft())).toEqual({})
    expect(orderFieldsOf(aDraft())).toMatchObject({ reference: 'A-1', serviceS: 300, load: {}, contact: {} })
  })

  it('waits for a place that was chosen, not only typed', () => {
    const draft = aDraft({ place: { address: 'Kungsg', place: null } })

    expect(orderProblems(draft).place).toMatch(/pin/)
    expect(orderFieldsOf(draft)).toBeNull()
  })

  it('may have a window past midnight, but not an empty, reversed or half-typed one', () => {
    expect(orderProblems(aDraft({ windows: [{ from: '22:00', to: '02:00' }] }))).toEqual({})
    expect(orderProblems(aDraft({ windows: [{ from: '08:00', to: '08:00' }] })).windows).toMatch(
      /starts and ends at 08:00/,
    )
    expect(orderProblems(aDraft({ windows: [{ from: '06:00', to: '05:00' }] })).windows).toMatch(
      /ends \(05:00\) before it starts \(06:00\)/,
    )
    expect(orderProblems(aDraft({ windows: [{ from: '08:00', to: '9' }] })).windows).toMatch(/both times/)
  })

  it('sends a window to midnight as one to the end of the day', () => {
    const fields = orderFieldsOf(aDraft({ windows: [{ from: '18:00', to: '00:00' }] }))

    expect(fields?.windows).toEqual([{ from: '18:00', to: '24:00' }])
  })

  it('leaves out dimensions and contacts without a value', () => {
    const fields = orderFieldsOf(
      aDraft({
        load: [
          { dimension: 'parcels', amount: 2 },
          { dimension: 'weight_kg', amount: null },
        ],
        phone: '+46 31 700 00 00',
      }),
    )

    expect(fields?.load).toEqual({ parcels: 2 })
    expect(fields?.contact).toEqual({ phone: '+46 31 700 00 00' })
  })

  it('names what is wrong with a reference, a service time and an e-mail address', () => {
    const problems = orderProblems(aDraft({ reference: ' ', serviceMinutes: null, email: 'nobody' }))

    expect(Object.keys(problems).toSorted()).toEqual(['email', 'reference', 'service'])
  })
})
