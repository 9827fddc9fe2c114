import type { Random } from '../random.ts'
import type { Individual } from './individual.ts'
import type { PenalisedPlan } from './penalised-plan.ts'

/** Individuals that survive in each half, and those that may join before some are taken out. */
const LEAST = 25
const GENERATION = 40
/** Individuals that survive by cost alone. */
const ELITE = 4
/** Nearest others that say how much an individual adds to the diversity. */
const CLOSEST = 5

interface Member {
  readonly individual: Individual
  /** Broken pairs to every other member of the half, by its slot, and the same ascending. */
  readonly distances: number[]
  readonly ascending: number[]
  /** A number that no other member has at the time, and one that none ever has. */
  readonly slot: number
  readonly serial: number
  fitness: number
}

/**
 * Individuals that keep the rules and others that do not, in two halves (Vidal et al. 2012). Parents and survivors are chosen
 * by rank in cost and in what they add to the diversity.
 */
export class Population {
  private readonly kept: Member[] = []
  private readonly broken: Member[] = []
  private readonly random: Random
  private readonly plan: PenalisedPlan
  private serial = 0
  private readonly freeSlots: number[] = []
  private slots = 0
  private crowded: Member[] | undefined

  /** The plan says what broken rules cost at the time. */
  constructor(plan: PenalisedPlan, random: Random) {
    this.plan = plan
    this.random = random
  }

  get size(): number {
    return this.kept.length + this.broken.length
  }

  add(individual: Individual): void {
    const half = individual.isFeasible ? this.kept : this.broken
    const member: Member = {
      individual,
      distances: [],
      ascending: [],
      slot: this.freeSlots.pop() ?? this.slots++,
      serial: this.serial++,
      fitness: 0,
    }
    for (const other of half) {
      const distance = individual.distanceTo(other.individual)
      noteDistance(member, other, distance)
      noteDistance(other, member, distance)
    }
    half.push(member)
    if (half.length > LEAST + GENERATION) this.crowded = half
    this.rate(half)
  }

  clear(): void {
    this.kept.length = 0
    this.broken.length = 0
    this.freeSlots.length = 0
    this.slots = 0
    this.crowded = undefined
  }

  /** Takes out one member of a half that has grown too large, until it is small again; false when there is none. */
  thin(): boolean {
    const half = this.crowded
    if (half === undefined) return false
    this.takeOutWorst(half)
    this.rate(half)
    if (half.length <= LEAST) this.crowded = undefined
    return true
  }

  /** Rates broken plans anew after the penalties have changed. */
  reprice(): void {
    this.rate(this.broken)
  }

  /** One of two members, the fitter. */
  pick(): Individual {
    const a = this.draw()
    const b = this.draw()
    return a.fitness <= b.fitness ? a.individual : b.individual
  }

  private draw(): Member {
    const at = this.random.below(this.size)
    const member = this.kept[at] ?? this.broken[at - this.kept.length]
    if (member === undefined) throw new RangeError('an empty population has no parents')
    return member
  }

  private costOf({ distance, overload, warp }: Individual): number {
    return distance + overload * this.plan.loadWeight + warp * this.plan.warpWeight
  }

  /** Sorts a half by cost and sets the fitness: 0 is best. */
  private rate(half: Member[]): void {
    half.sort((a, b) => this.costOf(a.individual) - this.costOf(b.individual) || a.serial - b.serial)
    const size = half.length
    const apart = half.map((member) => closeness(member))
    const byDiversity = half.map((_, at) => at).toSorted((a, b) => (apart[b] ?? 0) - (apart[a] ?? 0) || a - b)
    const weight = size <= ELITE ? 0 : 1 - ELITE / size
    byDiversity.forEach((at, rank) => {
      const member = half[at]
      if (member !== undefined) member.fitness = (at + weight * rank) / Math.max(1, size - 1)
    })
  }

  /** Takes out a clone if there is one, else the least fit; never the cheapest. */
  private takeOutWorst(half: Member[]): void {
    let worst = half.length - 1
    let isClone = false
    for (let at = 1; at < half.length; at++) {
      const member = half[at]
      if (member === undefined) continue
      const isCopy = member.ascending[0] === 0
      if (isCopy && !isClone) worst = at
      else if (isCopy === isClone && member.fitness > (half[worst]?.fitness ?? 0)) worst = at
      isClone ||= isCopy
    }
    const [removed] = half.splice(worst, 1)
    if (removed === undefined) return
    this.freeSlots.push(removed.slot)
    for (const other of half) forgetDistance(other, removed)
  }
}

/** Mean broken pairs to the nearest others. */
function closeness({ ascending }: Member): number {
  const count = Math.min(CLOSEST, ascending.length)
  let sum = 0
  for (let i = 0; i < count; i++) sum += ascending[i] ?? 0
  return sum / Math.max(1, count)
}

function noteDistance({ distances, ascending }: Member, other: Member, distance: number): void {
  distances[other.slot] = distance
  let place = ascending.push(distance) - 1
  for (; place > 0 && (ascending[place - 1] ?? 0) > distance; place--) {
    ascending[place] = ascending[place - 1] ?? 0
  }
  ascending[place] = distance
}

function forgetDistance({ distances, ascending }: Member, other: Member): void {
  const last = ascending.length - 1
  for (let place = ascending.indexOf(distances[other.slot] ?? 0); place < last; place++) {
    ascending[place] = ascending[place + 1] ?? 0
  }
  ascending.pop()
}
