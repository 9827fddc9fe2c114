import { haversineM, type Point, type RegionSummary } from '@cartage/domain'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { trpc, type Outputs } from '../../api/trpc.ts'
import { formatCoordinates, parseCoordinates } from './coordinates.ts'
import { readInstant } from './local-instant.ts'
import type { ReachArea } from './region-scene.ts'
import { useRegionsSearch } from './use-regions-search.ts'

export type FoundRoute = Outputs['roads']['route']

/** Shorter links between a point and its road would only blur the map. */
const LINK_FROM_M = 15

/** The widest first, so that the narrower lie on it. */
const REACH_MINUTES = [15, 10, 5]

export interface RouteTest {
  readonly ends: readonly [Point | null, Point | null]
  readonly profile: string
  /** By profile of the region; undefined while it is looked for. */
  readonly byProfile: readonly {
    readonly profile: string
    readonly found: FoundRoute | undefined
    readonly error: unknown
  }[]
  readonly chosen: FoundRoute | undefined
  readonly isOld: boolean
  /** The ends were not set on the map: where they are may be out of view. */
  readonly isTyped: boolean
  /** What the chosen kind of vehicle reaches from A in 5, 10 and 15 minutes; empty unless that is shown. */
  readonly reach: readonly ReachArea[]
  readonly isReachShown: boolean
  readonly showReach: (isShown: boolean) => void
  readonly links: readonly (readonly [Point, Point])[]
  readonly setEnd: (end: 0 | 1, point: Point | null) => void
  readonly drag: (end: 0 | 1, point: Point, isDone: boolean) => void
  readonly press: (point: Point) => void
  readonly swap: () => void
  readonly clear: () => void
  readonly chooseProfile: (profile: string) => void
  /** When the trip begins; null for now. */
  readonly departure: string | null
  readonly setDeparture: (departure: string | null) => void
}

/** The route that is tried out on a region; its ends are in the address. */
export function useRouteTest(region: RegionSummary | undefined): RouteTest {
  const [search, setSearch] = useRegionsSearch()
  const [dragged, setDragged] = useState<{ readonly end: 0 | 1; readonly point: Point } | null>(null)
  const [isTyped, setIsTyped] = useState(true)
  const from = dragged?.end === 0 ? dragged.point : parseCoordinates(search.from ?? '')
  const to = dragged?.end === 1 ? dragged.point : parseCoordinates(search.to ?? '')
  const profiles = region?.profiles ?? []
  const profile =
    search.profile !== undefined && profiles.includes(search.profile) ? search.profile : (profiles[0] ?? '')
  const departure = readInstant(search.departure)
  const when = departure === null ? {} : { departure }
  const isAsked = region?.state === 'ready' && from !== null && to !== null
  const answers = useQueries({
    queries: profiles.map((profileName) =>
      trpc.roads.route.queryOptions(
        {
          region: region?.name ?? '',
          points: [from ?? origin, to ?? origin],
          profile: profileName,
          ...when,
        },
        {
          // While an end is dragged the chosen profile alone follows.
          enabled: isAsked && (dragged === null || profileName === profile),
          placeholderData: keepPreviousData,
          retry: false,
          meta: { isErrorShown: true },
        },
      ),
    ),
  })
  const [isReachShown, setIsReachShown] = useState(false)
  const isReachAsked = isReachShown && region?.state === 'ready' && from !== null && dragged === null
  const reached = useQuery(
    trpc.roads.isochrone.queryOptions(
      { region: region?.name ?? '', ...(from ?? origin), minutes: [...REACH_MINUTES], profile, ...when },
      { enabled: isReachAsked, retry: false },
    ),
  )
  const areas = isReachAsked ? reached.data?.areas : null
  const reach = useMemo(() => (areas ?? []).map(({ geometry }) => geometry), [areas])
  const byProfile = profiles.map((name, index) => ({
    profile: name,
    found: isAsked ? answers[index]?.data : undefined,
    error: isAsked ? answers[index]?.error : null,
  }))
  const chosenIndex = profiles.indexOf(profile)
  const chosen = byProfile[chosenIndex]?.found
  const fromKey = from === null ? '' : formatCoordinates(from)
  const toKey = to === null ? '' : formatCoordinates(to)
  // New arrays only when something moved: the map draws anew with each.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const ends = useMemo(() => [from, to] as const, [fromKey, toKey])
  const links = useMemo(() => linksOf(ends, chosen), [ends, chosen])
  const setEnd = (end: 0 | 1, point: Point | null): void => {
    setSearch({ [end === 0 ? 'from' : 'to']: point === null ? undefined : formatCoordinates(point) })
  }
  return {
    ends,
    profile,
    byProfile,
    chosen,
    isOld: answers[chosenIndex]?.isPlaceholderData === true,
    reach,
    isReachShown,
    showReach: setIsReachShown,
    links,
    isTyped,
    setEnd: (end, point) => {
      setIsTyped(true)
      setEnd(end, point)
    },
    drag: (end, point, isDone) => {
      setIsTyped(false)
      setDragged(isDone ? null : { end, point })
      if (isDone) setEnd(end, point)
    },
    press: (point) => {
      setIsTyped(false)
      setEnd(from === null ? 0 : 1, point)
    },
    swap: () => setSearch({ from: search.to, to: search.from }),
    clear: () => setSearch({ from: undefined, to: undefined }),
    chooseProfile: (name) => setSearch({ profile: name }),
    departure,
    setDeparture: (instant) => setSearch({ departure: instant ?? undefined }),
  }
}

const origin: Point = { lon: 0, lat: 0 }

function linksOf(
  ends: readonly (Point | null)[],
  found: FoundRoute | undefined,
): readonly (readonly [Point, Point])[] {
  return ends.flatMap((end, index) => {
    const road = found?.points[index]
    if (end === null || !road || haversineM(end, road) < LINK_FROM_M) return []
    return [[end, { lon: road.lon, lat: road.lat }] as const]
  })
}
