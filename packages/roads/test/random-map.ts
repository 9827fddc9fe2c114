import type { Extract } from '@cartage/testing'
import fc from 'fast-check'
import type { Spot } from './reference-drive.ts'

const randomViaWays = fc.record({
  kind: fc.constantFrom('no_u_turn', 'no_left_turn', 'only_straight_on'),
  first: fc.nat(),
  second: fc.option(fc.nat()),
  from: fc.nat(),
  to: fc.nat(),
  isReversed: fc.boolean(),
})

type RandomViaWays = typeof randomViaWays extends fc.Arbitrary<infer Picked> ? Picked : never

/** A restriction over one via way or two that join, with ways that meet their ends, as far as there are such. */
function overViaWays(
  ways: readonly { readonly id: number; readonly refs: readonly number[] }[],
  { kind, first, second, from, to, isReversed }: RandomViaWays,
  id: number,
): NonNullable<Extract['relations']>[number] {
  const pick = (among: typeof ways, at: number) =>
    (among.length > 0 ? among : ways)[at % (among.length || ways.length)]!
  const meeting = (node: number, others: readonly number[]) =>
    ways.filter(({ id: way, refs }) => refs.includes(node) && !others.includes(way))
  const one = pick(ways, first)
  const [start, end] = isReversed ? [one.refs.at(-1)!, one.refs[0]!] : [one.refs[0]!, one.refs.at(-1)!]
  const joining = meeting(end, [one.id]).filter(({ refs }) => refs[0] === end || refs.at(-1) === end)
  const two = second === null || joining.length === 0 ? undefined : pick(joining, second)
  const vias = two ? [one.id, two.id] : [one.id]
  const last = two ? (two.refs[0] === end ? two.refs.at(-1)! : two.refs[0]!) : end
  const member = (ref: number, role: string) => ({ type: 'way' as const, ref, role })
  return {
    id,
    tags: { type: 'restriction', restriction: kind },
    members: [
      member(pick(meeting(start, vias), from).id, 'from'),
      // Members are in no order that counts.
      ...(isReversed ? vias.toReversed() : vias).map((via) => member(via, 'via')),
      member(pick(meeting(last, vias), to).id, 'to'),
    ],
  }
}

/**
 * Random streets: few nodes, so that they meet often, in general position, so that every spot has one nearest segment. Two nodes
 * are joined by one way at most, as a spot could not tell two apart; dead ends, rings, one-ways, bollards and restrictions occur, these over one
 * or two via ways too.
 */
export const randomMap = fc.integer({ min: 3, max: 9 }).chain((nodeCount) => {
  const nodeId = fc.integer({ min: 1, max: nodeCount })
  const coordinate = fc.integer({ min: 0, max: 200 }).map((value) => (value * 97) / 1e6)
  const wayId = fc.integer({ min: 100, max: 109 })
  return fc
    .record({
      places: fc.uniqueArray(fc.tuple(coordinate, coordinate), {
        minLength: nodeCount,
        maxLength: nodeCount,
        selector: ([lon, lat]) => `${lon} ${lat}`,
      }),
      bollards: fc.uniqueArray(nodeId, { maxLength: 2 }),
      walks: fc.array(fc.array(nodeId, { minLength: 2, maxLength: 5 }), { minLength: 2, maxLength: 8 }),
      oneways: fc.array(fc.constantFrom('no', 'no', 'yes', '-1'), { minLength: 10, maxLength: 10 }),
      speeds: fc.array(fc.integer({ min: 10, max: 90 }), { minLength: 10, maxLength: 10 }),
      restrictions: fc.array(
        fc.record({
          kind: fc.constantFrom('no_left_turn', 'no_straight_on', 'only_right_turn', 'only_straight_on'),
          from: wayId,
          via: nodeId,
          to: wayId,
        }),
        { maxLength: 4 },
      ),
      overWays: fc.array(randomViaWays, { maxLength: 4 }),
    })
    .map(({ places, bollards, walks, oneways, speeds, restrictions, overWays }): Extract => {
      const joined = new Set<string>()
      const ways = walks.flatMap((walk, index) => {
        const refs = [walk[0]!]
        for (const ref of walk.slice(1)) {
          const key = [refs.at(-1)!, ref].toSorted().join(' ')
          if (ref === refs.at(-1) || joined.has(key)) continue
          joined.add(key)
          refs.push(ref)
        }
        const tags = { highway: 'residential', oneway: oneways[index]!, maxspeed: String(speeds[index]) }
        return refs.length > 1 ? [{ id: 100 + index, refs, tags }] : []
      })
      return {
        nodes: places.map(([lon, lat], index) => ({
          id: index + 1,
          lon,
          lat,
          ...(bollards.includes(index + 1) ? { tags: { barrier: 'bollard' } } : {}),
        })),
        ways,
        relations: [
          ...restrictions.map(({ kind, from, via, to }, index) => ({
            id: 1000 + index,
            tags: { type: 'restriction', restriction: kind },
            members: [
              { type: 'way' as const, ref: from, role: 'from' },
              { type: 'node' as const, ref: via, role: 'via' },
              { type: 'way' as const, ref: to, role: 'to' },
            ],
          })),
          ...(ways.length > 0 ? overWays.map((pick, index) => overViaWays(ways, pick, 2000 + index)) : []),
        ],
      }
    })
    .filter(({ ways = [] }) => ways.length > 0)
})

export const randomPick = fc.record({
  way: fc.nat(),
  index: fc.nat(),
  fraction: fc.constantFrom(0, 0.13, 0.5, 0.82, 1),
})

/** A spot, and its coordinates. */
export function spotOf(
  { nodes, ways = [] }: Extract,
  pick: { way: number; index: number; fraction: number },
) {
  const way = ways[pick.way % ways.length]!
  const index = pick.index % (way.refs.length - 1)
  const [a, b] = [way.refs[index], way.refs[index + 1]].map((ref) => nodes.find(({ id }) => id === ref)!)
  const spot: Spot = { way: way.id, index, fraction: pick.fraction }
  return {
    spot,
    lon: a!.lon + pick.fraction * (b!.lon - a!.lon),
    lat: a!.lat + pick.fraction * (b!.lat - a!.lat),
  }
}

export function isNode({ fraction }: Spot): boolean {
  return fraction === 0 || fraction === 1
}
