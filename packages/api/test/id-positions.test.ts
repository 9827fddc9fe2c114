import { z } from 'zod'
import { describe, expect, it } from 'vitest'
import { idPositions } from './id-positions.ts'

const one = '11111111-1111-4111-8111-111111111111'
const two = '22222222-2222-4222-8222-222222222222'
const at = (schema: z.ZodType, input: unknown): readonly string[] =>
  idPositions(schema, input).map((place) => place.at)
const id = z.uuid().transform((text) => text as string & { readonly brand: 'x' })

describe('the places of an input that take an id', () => {
  it('are found plain, optional, nullable, in lists, records, unions, and behind transforms', () => {
    const schema = z.strictObject({
      id,
      name: z.string(),
      driverId: id.nullish(),
      ids: z.array(id).min(1),
      edits: z.array(z.strictObject({ row: z.number(), orderId: id })).default([]),
      by: z.record(id, z.number()),
      to: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('depot'), depotId: id }),
        z.strictObject({ kind: z.literal('place'), near: z.strictObject({ stopId: id }) }),
      ]),
      pair: z.tuple([z.number(), id]).optional(),
      list: z.preprocess((text) => text, z.array(id)),
    })

    expect(at(schema, { id: one, ids: [one], to: { kind: 'depot', depotId: one } })).toEqual([
      'id',
      'driverId',
      'ids[0]',
      'ids[+]',
      'edits[+].orderId',
      'by{key}',
      'to.depotId',
      'to.near.stopId',
      'pair[1]',
      'list[+]',
    ])
  })

  it('are filled one at a time, with what their surroundings need', () => {
    const schema = z.strictObject({
      id,
      edits: z
        .array(z.strictObject({ row: z.number().min(1), kind: z.enum(['a', 'b']), orderId: id }))
        .optional(),
    })
    const [first, second] = idPositions(schema, { id: one })

    expect([first?.current, first?.put(two)]).toEqual([one, { id: two }])
    expect([second?.current, second?.put(two)]).toEqual([
      undefined,
      { id: one, edits: [{ row: 1, kind: 'a', orderId: two }] },
    ])
    expect(schema.safeParse(second?.put(two)).success).toBe(true)
  })

  it('are found in a schema that contains itself, without an end', () => {
    interface Group {
      readonly id: string
      readonly parts: readonly Group[]
    }
    const group: z.ZodType<Group> = z.lazy(() => z.strictObject({ id, parts: z.array(group) })) as never

    expect(at(group, { id: one, parts: [{ id: two, parts: [] }] })).toContain('parts[0].id')
  })
})
