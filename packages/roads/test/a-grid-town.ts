import type { Extract } from '@cartage/testing'
import { randomNumbers } from './simulated-drive.ts'

export interface GridTown {
  /** Streets in each direction. */
  readonly size: number
  /** Length of a block, degrees. */
  readonly blockDeg: number
  readonly seed: number
  /** Shares of the blocks that are one-way, and that are not there. */
  readonly oneway?: number
  readonly missing?: number
}

/** A town of straight streets on the equator, a way a block, nodes a little off the grid, so that no two ways are alike. */
export function aGridTown({ size, blockDeg, seed, oneway = 0.3, missing = 0.1 }: GridTown): Extract {
  const random = randomNumbers(seed)
  const idAt = (column: number, row: number): number => 1 + row * size + column
  const nodes = Array.from({ length: size * size }, (_, index) => ({
    id: index + 1,
    lon: blockDeg * ((index % size) + 0.2 * random()),
    lat: blockDeg * (Math.floor(index / size) + 0.2 * random()),
  }))
  const ways: NonNullable<Extract['ways']>[number][] = []
  const build = (from: number, to: number): void => {
    const [isThere, chance, speed] = [random() >= missing, random(), 20 + Math.floor(40 * random())]
    if (!isThere) return
    const direction = chance < oneway / 2 ? 'yes' : chance < oneway ? '-1' : 'no'
    ways.push({
      id: 100 + ways.length,
      refs: [from, to],
      tags: { highway: 'residential', oneway: direction, maxspeed: String(speed) },
    })
  }
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (column + 1 < size) build(idAt(column, row), idAt(column + 1, row))
      if (row + 1 < size) build(idAt(column, row), idAt(column, row + 1))
    }
  }
  return { nodes, ways }
}

type Relation = NonNullable<Extract['relations']>[number]

/** Restrictions over one via way or two of a town whose ways are blocks, from and to ways that meet these. */
export function viaRestrictions(
  { ways = [] }: Extract,
  count: number,
  random: () => number,
): readonly Relation[] {
  const pick = <Item>(among: readonly Item[]): Item => among[Math.floor(random() * among.length)]!
  const member = (ref: number, role: string) => ({ type: 'way' as const, ref, role })
  return Array.from({ length: count }, (_, index) => {
    const first = pick(ways)
    const driven = [first.id]
    const next = (node: number) =>
      pick(ways.filter(({ id, refs }) => !driven.includes(id) && refs.includes(node)).concat(first))
    const [start = 0, middle = 0] = random() < 0.5 ? first.refs : first.refs.toReversed()
    let end = middle
    if (random() < 0.5) {
      const second = next(middle)
      driven.push(second.id)
      end = second.refs.find((ref) => ref !== middle)!
    }
    return {
      id: 1000 + index,
      tags: { type: 'restriction', restriction: pick(['no_u_turn', 'no_left_turn', 'only_straight_on']) },
      members: [
        member(next(start).id, 'from'),
        ...driven.map((via) => member(via, 'via')),
        member(next(end).id, 'to'),
      ],
    }
  })
}
