import type { Arc, RoadNetwork } from '../graph/road-network.ts'
import { pieceWeight } from '../metric/arc-weights.ts'
import type { Metric } from '../metric/metric.ts'
import { LocalSearch, weightCost } from '../query/local-search.ts'
import { distanceOf, durationOf } from '../weight.ts'
import type { Weight } from '../weight.ts'
import type { Candidate } from './candidates.ts'

/** All steps from the candidates of one point to those of the next, row by row. */
export interface Steps {
  /** Logarithm of the likelihood; `-Infinity` where a step is impossible. */
  readonly likelihood: Float64Array
  /** `stepBits`. */
  readonly kind: Uint8Array
}

/** How a step goes: turning round first; staying on the arc, onwards or standing. */
export const stepBits = { turnsRound: 1, staysOnArc: 2 } as const

export interface StepBounds {
  readonly straightM: number
  /** The larger of the standard deviations of both points. */
  readonly sigmaM: number
  /** What can be driven in the time between, if that is known. Metres. */
  readonly drivableM: number
}

// How likely it is that a driver turns round just here, where the same could be done by driving on.
const turningRound = -12
// A position may seem to have moved back by the noise of two.
const standingSigmas = 4
// How unlikely a detour may be before it is not searched for.
const detourScales = 25
const leastDetourM = 60
// How much less likely a way is by each second that it takes: turning round, some twenty, about as much as a detour of half a scale.
const perSecond = -0.02

/**
 * The steps of the hidden Markov model of Newson and Krumm ("Hidden Markov Map Matching Through Noise and Sparseness", 2009): a step
 * is the likelier, the less the way by road differs in length from the straight line. Ways are the quickest, as in all queries,
 * found by a search around each candidate. A candidate has a direction, so a way drives on from where it arrived. It may
 * turn round, at a price; and standing is a step of length 0, though the position jumps back a little.
 */
export class StepSearch {
  readonly #network: RoadNetwork
  readonly #metric: Metric
  readonly #search: LocalSearch

  constructor(network: RoadNetwork, metric: Metric) {
    this.#network = network
    this.#metric = metric
    this.#search = new LocalSearch(network, metric, weightCost(metric))
  }

  between(
    from: readonly Candidate[],
    to: readonly Candidate[],
    bounds: StepBounds,
    isWorthwhile: (candidate: number) => boolean,
  ): Steps {
    const { straightM, sigmaM, drivableM } = bounds
    const scaleM = detourScaleM(straightM, sigmaM)
    const maxM = Math.min(straightM + Math.max(leastDetourM, detourScales * scaleM), drivableM)
    const count = to.length
    const likelihood = new Float64Array(from.length * count).fill(-Infinity)
    const kind = new Uint8Array(from.length * count)
    const targets = to.map(({ arc }) => arc)
    from.forEach((start, row) => {
      // Its way back counts too: it may be turned into.
      if (!isWorthwhile(row) && !(start.reverse >= 0 && isWorthwhile(start.reverse))) return
      this.#drive(start, targets, maxM)
      to.forEach((end, column) => {
        const stays = this.#alongArc(start, end, standingSigmas * sigmaM)
        const weight = stays ?? this.#search.costOf(end.arc) + end.tailWeight
        const metres = distanceOf(weight)
        if (!(metres <= maxM)) return
        // Of two ways alike, the quicker one: noise may make a turn at a dead end as long as none.
        const detour = Math.abs(metres - straightM) / scaleM
        likelihood[row * count + column] = -detour + durationOf(weight) * perSecond
        kind[row * count + column] = stays === undefined ? 0 : stepBits.staysOnArc
      })
    })
    return this.#withTurning(from, count, { likelihood, kind })
  }

  /** The arcs between two candidates' own, or undefined where the step stays on one. */
  arcsBetween(from: Candidate, to: Candidate): readonly Arc[] {
    this.#drive(from, [to.arc], Infinity)
    return [from.arc, ...this.#search.pathTo(to.arc)]
  }

  #drive(start: Candidate, targets: readonly Arc[], maxM: number): void {
    this.#search.clear()
    if (distanceOf(start.headWeight) > maxM) return
    this.#search.seedWithin(start.arc, start.headWeight)
    this.#search.run({ maxM, targets })
  }

  #alongArc(start: Candidate, end: Candidate, standingM: number): Weight | undefined {
    if (start.arc !== end.arc) return undefined
    const [low, high] = start.at <= end.at ? [start.at, end.at] : [end.at, start.at]
    const between = pieceWeight(this.#network, this.#metric, start.arc, low, high)
    const isAhead = (start.arc & 1) === 0 ? end.at >= start.at : end.at <= start.at
    if (isAhead) return between
    return distanceOf(between) <= standingM ? 0 : undefined
  }

  /** Offers each candidate also the steps of the same place driven the other way. */
  #withTurning(from: readonly Candidate[], count: number, { likelihood, kind }: Steps): Steps {
    const turned = { likelihood: likelihood.slice(), kind: kind.slice() }
    from.forEach(({ reverse }, row) => {
      if (reverse < 0) return
      for (let column = 0; column < count; column++) {
        const other = (likelihood[reverse * count + column] ?? -Infinity) + turningRound
        if (other <= (likelihood[row * count + column] ?? -Infinity)) continue
        turned.likelihood[row * count + column] = other
        turned.kind[row * count + column] = (kind[reverse * count + column] ?? 0) | stepBits.turnsRound
      }
    })
    return turned
  }
}

/**
 * The scale (beta) of how much longer ways are than straight lines. Noise across the road makes straight lines longer by about its
 * deviation; bends and blocks make ways longer in proportion.
 */
function detourScaleM(straightM: number, sigmaM: number): number {
  return 1 + 0.4 * sigmaM + 0.05 * straightM
}
