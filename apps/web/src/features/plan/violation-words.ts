import type { Violation as RouteViolation } from '@cartage/domain'
import type { Violation } from '@cartage/solver'
import { formatDistance, formatDuration } from '@cartage/ui'
import { dimensionUnit, formatAmount } from '../day/format.ts'

/** A broken rule in words; `nameOf` gives the reference of an order. */
export function violationWords(
  violation: Violation | RouteViolation,
  nameOf: (orderId: string) => string,
): string {
  switch (violation.kind) {
    case 'late': {
      const orderId = 'job' in violation ? violation.job : violation.orderId
      return `${nameOf(orderId)} is late by ${formatDuration(violation.byS)}`
    }
    case 'missingSkill': {
      const orderId = 'job' in violation ? violation.job : violation.orderId
      return `${nameOf(orderId)} needs the skill ${violation.skill}`
    }
    case 'overCapacity':
      return `Overloaded by ${formatAmount(violation.by)} ${dimensionUnit(violation.dimension)}`
    case 'overShift':
      return `Outside the shift by ${formatDuration(violation.byS)}`
    case 'breakMissed':
      return `Break ${violation.index + 1} has no room`
    case 'noWay':
      return 'There is no way between two of its places'
    case 'tooManyStops':
      return `${violation.by} stops too many`
    case 'overDistance':
      return `Too far by ${formatDistance(violation.byM)}`
    case 'overDuration':
      return `Too long by ${formatDuration(violation.byS)}`
    case 'pairBroken':
      return `${nameOf(violation.job)} is picked up or delivered, but not both`
    case 'servedTwice':
      return `${nameOf(violation.job)} stands twice`
    case 'ruleBroken':
      return violation.job === undefined
        ? `Breaks the rule ${violation.rule}`
        : `${nameOf(violation.job)} breaks the rule ${violation.rule}`
  }
}

const shortWords: Readonly<Record<RouteViolation['kind'], string>> = {
  late: 'late',
  overCapacity: 'overloaded',
  missingSkill: 'skill missing',
  overShift: 'over shift',
  breakMissed: 'break missed',
  noWay: 'no way',
}

/** The kinds of rule that a route breaks, each once, in a word or two; late stops are counted. */
export function violationBadges(violations: readonly RouteViolation[]): string[] {
  const late = violations.filter(({ kind }) => kind === 'late').length
  const kinds = new Set(violations.map(({ kind }) => kind).filter((kind) => kind !== 'late'))
  return [...(late > 0 ? [`${late} late`] : []), ...[...kinds].map((kind) => shortWords[kind])]
}
