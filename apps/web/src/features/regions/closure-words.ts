import { type Closure, type ClosureStatus, closureStatus } from '@cartage/domain'
import type { Meaning } from '@cartage/ui'

/** What a closure's state is called. */
export const closureStatusWords: Readonly<
  Record<ClosureStatus, { readonly label: string; readonly meaning?: Meaning }>
> = {
  active: { label: 'Active', meaning: 'info' },
  planned: { label: 'Planned' },
  past: { label: 'Past' },
}

/** What a closure does: `Closed`, `Half as fast`, `30 % of the speed`. */
export function closureEffect({ factor }: Pick<Closure, 'factor'>): string {
  if (factor === null) return 'Closed'
  return `${Math.round(factor * 100)} % of the speed`
}

/** Where it is: an area, or a road and its directions. */
export function closurePlace({ area, road }: Pick<Closure, 'area' | 'road'>): string {
  if (road !== null)
    return road.direction === 'both' ? `Road (way ${road.wayId})` : `Road (way ${road.wayId}), one direction`
  return `Area with ${(area?.coordinates[0].length ?? 1) - 1} corners`
}

const instant = (text: string): string =>
  new Intl.DateTimeFormat(undefined, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(text))

/** When it counts, in the time zone of this computer. */
export function closureTimes({ from, until }: Pick<Closure, 'from' | 'until'>): string {
  if (from !== null && until !== null) return `${instant(from)} to ${instant(until)}`
  if (from !== null) return `From ${instant(from)}`
  return until === null ? 'Until it is deleted' : `Until ${instant(until)}`
}

/** The closures by what they are now, those that count first. */
export function groupClosures<Item extends Pick<Closure, 'from' | 'until'>>(
  closures: readonly Item[],
  now: Date,
): readonly { readonly status: ClosureStatus; readonly items: readonly Item[] }[] {
  const groups = Map.groupBy(closures, (closure) => closureStatus(closure, now))
  return (['active', 'planned', 'past'] as const).flatMap((status) => {
    const items = groups.get(status)
    return items === undefined ? [] : [{ status, items }]
  })
}
