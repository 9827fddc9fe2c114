import type { RouteRule } from '../model/solution.ts'

/** What a rule says of a shift that would break it, in the words of `1 shift …`. */
export const RULE_WORDS: Readonly<Record<RouteRule, string>> = {
  latestStart: 'leaving too late',
  releaseTime: 'leaving before the goods are there',
  maxDriving: 'at the longest driving time',
  maxWork: 'at the longest working time',
  maxRide: 'with too long a ride',
  maxTrips: 'at the largest number of trips',
  depotHours: 'reloading outside the depot’s hours',
  reloadDepot: 'reloading where it must not',
  rest: 'without room for a rest',
  forbiddenSkill: 'with a skill that is forbidden',
  zone: 'outside its zones',
  goods: 'beside goods that must not meet',
  pinnedShift: 'that it is not pinned to',
  pinnedPosition: 'at another position than its pin',
  pinnedTime: 'at another time than its pin',
  prefix: 'that begins with other stops',
  group: 'with another of its group',
  relation: 'against a relation',
}
