import type { Problem } from '@cartage/solver'
import { buildProblem, profilesOf } from '../planning/build-problem.ts'
import { locationsOf } from '../planning/locations.ts'
import { toTravelMatrix } from '../planning/to-travel-matrix.ts'
import { travelOfDay, type TravelPart, type WholeMatrix } from '../planning/travel-of-day.ts'
import type { RegionStore } from '../regions/region-store.ts'
import type { LoadedDay } from './load-planning-day.ts'

/** The problem of a day on the roads of its depot's region, as they change that day; travel for each profile that its vehicles drive. */
export async function buildDayProblem(
  regions: RegionStore,
  day: LoadedDay,
  signal?: AbortSignal,
): Promise<Problem> {
  const region = await regions.open(day.depot.region)
  const locations = locationsOf(day)
  const byProfile: Record<string, Problem['matrices'][string]> = {}
  for (const profile of profilesOf(day, region.info.profiles)) {
    const parts: TravelPart[] = []
    // The roads before and after a closure are the same.
    const known = new Map<string, WholeMatrix>()
    for (const { fromS, changes } of day.roads) {
      const key = JSON.stringify(changes)
      const matrix =
        known.get(key) ??
        toTravelMatrix(
          await regions.matrix(day.depot.region, { points: locations.points, profile, changes, signal }),
        )
      known.set(key, matrix)
      parts.push({ fromS, matrix })
    }
    byProfile[profile] = travelOfDay(parts)
  }
  return buildProblem(day, { locations, byProfile })
}
