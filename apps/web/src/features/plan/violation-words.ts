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
  }
}
