import {
  eachPart,
  LARGEST,
  longestPlan,
  losesPrice,
  moneyPrices,
  mostMoney,
  PRICE_PARTS,
  refuseLost,
  scalesFor,
} from './money-prices.ts'
import type { LongestPlan, PricePart } from './money-prices.ts'
import type { ObjectiveTerm } from '../options.ts'
import type { Prepared } from '../prepare.ts'
import type { PlanTerm, Pricing } from './pricing.ts'
import { ProblemError } from '../problem-error.ts'

/** Units to one of money, from fine to coarse, that leave small remainders of prices per hour and per kilometre. */
const MONEY_SCALES = [
  3_600_000, 1_800_000, 900_000, 360_000, 180_000, 90_000, 36_000, 20_000, 10_000, 7200, 3600, 1000, 100, 1,
]
/** Units to one of a weight in a level without money: the first that leaves all weights whole is taken. */
const WEIGHT_SCALES = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000]

/** What one level counts for, in units of its own. */
interface Level extends Omit<Pricing, 'objective'> {
  /** The most that it can come to. */
  readonly most: number
}

/**
 * Prices an objective of terms in whole units. A unit of an earlier level is worth more than all that the later
 * levels can come to, so that one number compares plans level by level.
 * @throws ProblemError naming the objective when its levels span more than sums can hold exactly, or a price that
 * would be lost.
 */
export function priceTerms(prepared: Prepared, terms: readonly ObjectiveTerm[]): Pricing {
  const hasMoney = terms.some(isMoney)
  const longest = longestPlan(prepared)
  let lossy: number | undefined
  for (const scale of hasMoney ? scalesFor(prepared, MONEY_SCALES) : [1]) {
    const priced = tryScale(prepared, longest, terms, scale)
    if (priced !== undefined && (!hasMoney || !losesPrice(prepared, scale))) return priced
    if (priced !== undefined) lossy ??= scale
  }
  // With one level there is nothing but prices for a price to be lost beside.
  if (lossy !== undefined && new Set(terms.map(({ level = 0 }) => level)).size < 2)
    refuseLost(prepared, lossy)
  throw new ProblemError(
    'objective',
    'its levels span more than can be added up exactly; use fewer levels, larger units of distance, or rounder prices',
  )
}

function isMoney({ measure, weight }: ObjectiveTerm): boolean {
  return measure === 'cost' && weight > 0
}

function tryScale(
  prepared: Prepared,
  longest: LongestPlan,
  terms: readonly ObjectiveTerm[],
  moneyScale: number,
): Pricing | undefined {
  const order = [...new Set(terms.map(({ level = 0 }) => level))].toSorted((a, b) => b - a)
  let sum: Level | undefined
  for (const number of order) {
    const ofLevel = terms.filter(({ level = 0 }) => level === number)
    const level = weigh(prepared, longest, ofLevel, moneyScale)
    sum = sum === undefined ? level : add(sum, level)
    if (sum.most > LARGEST) return undefined
  }
  if (sum === undefined) return undefined
  const { most: _, ...prices } = sum
  return { ...prices, objective: terms }
}

/** The terms of one level in the largest units that keep what they are to each other. */
function weigh(
  prepared: Prepared,
  longest: LongestPlan,
  terms: readonly ObjectiveTerm[],
  moneyScale: number,
): Level {
  const scale = terms.some(isMoney) ? moneyScale : scaleOfWeights(terms)
  const money = moneyPrices(prepared, scale)
  const mostOf = mostOfMeasures(prepared, longest, mostMoney(money, longest, scale) / scale)
  const parts = eachPart(() => new Float64Array(prepared.types.length))
  let [moneyUnits, lateUnits, compactUnits, changeUnits, most] = [0, 0, 0, 0, 0]
  const planTerms: PlanTerm[] = []
  for (const { measure, weight } of terms) {
    const units = Math.round(weight * scale)
    const addTo = (part: PricePart) => (parts[part] = parts[part].map((value) => value + units))
    most += units * mostOf[measure]
    switch (measure) {
      case 'cost':
        moneyUnits += units
        for (const part of PRICE_PARTS) {
          parts[part] = parts[part].map(
            (value, type) => value + Math.round((money[part][type] ?? 0) * weight),
          )
        }
        break
      case 'distance':
        addTo('perDistance')
        break
      case 'duration':
        addTo('perTime')
        break
      case 'waiting':
        addTo('perWaiting')
        break
      case 'overtime':
        addTo('perOvertime')
        break
      case 'vehicles':
        addTo('fixed')
        break
      case 'lateness':
        lateUnits += units
        break
      case 'compactness':
        compactUnits += units
        break
      case 'changes':
        changeUnits += units
        break
      default:
        planTerms.push({ measure, units })
    }
  }
  return inLargestUnits(
    { ...parts, moneyUnits, lateUnits, compactUnits, changeUnits, planTerms, most, unitsPerFigure: scale },
    longest.taskMoney > 0,
  )
}

function scaleOfWeights(terms: readonly ObjectiveTerm[]): number {
  // 0.07 * 100 is not quite 7.
  const isWhole = (scale: number) =>
    terms.every(
      ({ weight }) => Math.abs(Math.round(weight * scale) - weight * scale) <= 1e-9 * weight * scale,
    )
  return WEIGHT_SCALES.find(isWhole) ?? WEIGHT_SCALES.at(-1) ?? 1
}

function mostOfMeasures(
  { types, taskCount, nodeCount }: Prepared,
  longest: LongestPlan,
  money: number,
): Record<ObjectiveTerm['measure'], number> {
  return {
    cost: money,
    distance: longest.metres,
    duration: longest.seconds,
    waiting: longest.seconds,
    overtime:
      longest.routes *
      types.reduce(
        (most, { toS, fromS, shift }) => Math.max(most, toS - fromS - (shift.overtimeAfterS ?? toS)),
        0,
      ),
    lateness: longest.latenessS,
    vehicles: longest.routes,
    makespan: longest.spanS,
    balanceTime: types.reduce((most, type) => Math.max(most, type.toS - type.fromS), 0),
    balanceStops: nodeCount,
    balanceLoad: 100,
    compactness: longest.metres,
    changes: taskCount,
  }
}

/** Divides a level by what all its prices have in common; those of tasks count with the whole of `moneyUnits`. */
function inLargestUnits(level: Level, hasTaskMoney: boolean): Level {
  const { moneyUnits, lateUnits, compactUnits, changeUnits, planTerms } = level
  const prices = [
    ...PRICE_PARTS.flatMap((part) => [...level[part]]),
    ...planTerms.map(({ units }) => units),
    lateUnits,
    compactUnits,
    changeUnits,
    hasTaskMoney ? moneyUnits : 0,
  ]
  const common = Math.max(1, prices.reduce(commonDivisor, 0))
  const { most, unitsPerFigure, ...divided } = times(level, 1 / common)
  return { ...divided, most: Math.ceil(most), unitsPerFigure: unitsPerFigure / common }
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}

function times(level: Level, factor: number): Level {
  const scaled = (value: number) => Math.round(value * factor)
  return {
    ...eachPart((part) => level[part].map(scaled)),
    // Where it is not whole no task has a price.
    moneyUnits: level.moneyUnits * factor,
    lateUnits: scaled(level.lateUnits),
    compactUnits: scaled(level.compactUnits),
    changeUnits: scaled(level.changeUnits),
    planTerms: level.planTerms.map(({ measure, units }) => ({ measure, units: scaled(units) })),
    most: level.most * factor,
    unitsPerFigure: level.unitsPerFigure,
  }
}

/** The later levels with an earlier one, whose unit is worth more than all of them. */
function add(later: Level, earlier: Level): Level {
  const level = times(earlier, later.most + 1)
  return {
    ...eachPart((part) => level[part].map((value, type) => value + (later[part][type] ?? 0))),
    moneyUnits: later.moneyUnits + level.moneyUnits,
    lateUnits: later.lateUnits + level.lateUnits,
    compactUnits: later.compactUnits + level.compactUnits,
    changeUnits: later.changeUnits + level.changeUnits,
    planTerms: [...later.planTerms, ...level.planTerms],
    most: later.most + level.most,
    unitsPerFigure: earlier.unitsPerFigure,
  }
}
