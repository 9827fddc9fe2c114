import type { Permission } from '../permissions.ts'

/** In how many of the days on which somebody worked they used a permission, by themselves and by others with their role. */
export interface UseCounts {
  /** Months (of 30 days) that the member was observed. */
  readonly months: number
  /** Of them, those in which they used it. */
  readonly usedMonths: number
  readonly peerMonths: number
  readonly peerUsedMonths: number
  /** Whether it is for what comes up a few times a year. */
  readonly isSeldom: boolean
}

/** What nobody does each month, and somebody has to be able to: half a year without says less of these. */
const seldom: ReadonlySet<Permission> = new Set([
  'region:write',
  'organization:write',
  'member:manage',
  'role:manage',
  'access:manage',
  'key:manage',
])

export const isSeldomUsed = (permission: Permission): boolean => seldom.has(permission)

/** Below this chance a month a permission is not needed. */
export const UNNEEDED_BELOW = 0.01
/** What is known beforehand counts as two months of peers: hardly any use, or now and then for what administrates. */
const [PRIOR_USED, PRIOR_USED_SELDOM] = [0.02, 0.2] as const
const PRIOR_MONTHS = 2
/** What the peers say counts as this much time of the member's own. */
const PEER_WEIGHT_MONTHS = 1

/**
 * The chance that a member uses a permission in the next month: the mean of a Beta distribution whose prior is what others of the same role
 * do, and whose evidence is the member's own months.
 */
export function chanceOfUse({ months, usedMonths, peerMonths, peerUsedMonths, isSeldom }: UseCounts): number {
  const ofPeers = (peerUsedMonths + (isSeldom ? PRIOR_USED_SELDOM : PRIOR_USED)) / (peerMonths + PRIOR_MONTHS)
  return (PEER_WEIGHT_MONTHS * ofPeers + usedMonths) / (PEER_WEIGHT_MONTHS + months)
}

/** What has to be seen for something else to be of use, beside the `entity:read` of its own entity. */
const alsoSees: Readonly<Partial<Record<Permission, Permission>>> = { 'closure:write': 'region:read' }

/** What is kept, with what has to be seen for it as far as it is held: nobody changes what they cannot see. */
export function withReads(
  kept: ReadonlySet<Permission>,
  held: ReadonlySet<Permission>,
): ReadonlySet<Permission> {
  const seen = new Set<string>(
    [...kept].flatMap((permission) => [
      `${permission.split(':')[0]}:read`,
      ...(alsoSees[permission] === undefined ? [] : [alsoSees[permission]]),
    ]),
  )
  return new Set([...held].filter((permission) => kept.has(permission) || seen.has(permission)))
}
