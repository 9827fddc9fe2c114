import {
  type Closure,
  type ClosureRoad,
  type ClosureStatus,
  closureStatus,
  type ListedClosure,
  type RoadStretch,
} from '@cartage/domain'
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
export function closurePlace({
  area,
  road,
  stretch,
}: Pick<ListedClosure, 'area' | 'road' | 'stretch'>): string {
  if (road === null) return `Area with ${(area?.coordinates[0].length ?? 1) - 1} corners`
  // The region was built from another extract since.
  if (stretch === null) return 'A road that the region does not have now'
  const name = stretch.name === '' ? 'Unnamed road' : stretch.name
  return road.direction === 'both' ? name : `${name}, ${directionWords(stretch, road.direction)}`
}

const headings = [
  'north',
  'north-east',
  'east',
  'south-east',
  'south',
  'south-west',
  'west',
  'north-west',
] as const

/** Which way a direction of a stretch leads: `towards the south-east only`. */
export function directionWords({ line }: RoadStretch, direction: ClosureRoad['direction']): string {
  if (direction === 'both') return 'both directions'
  const [from, to] = direction === 'along' ? [line[0], line.at(-1)] : [line.at(-1), line[0]]
  if (from === undefined || to === undefined || (from[0] === to[0] && from[1] === to[1]))
    return 'one direction only'
  const east = (to[0] - from[0]) * Math.cos((from[1] * Math.PI) / 180)
  const eighths = Math.round((Math.atan2(east, to[1] - from[1]) / Math.PI) * 4)
  return `towards the ${headings[(eighths + 8) % 8] ?? 'north'} only`
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
