import type { Depot } from '@cartage/domain'
import type { Problem } from '@cartage/solver'
import { buildProblem, profilesOf } from '../planning/build-problem.ts'
import { locationsOf } from '../planning/locations.ts'
import type { PlanningDay } from '../planning/planning-day.ts'
import { toTravelMatrix } from '../planning/to-travel-matrix.ts'
import type { RegionStore } from '../regions/region-store.ts'

/** The problem of a day on the roads of its depot's region; one matrix for each profile that its vehicles drive. */
export async function buildDayProblem(
  regions: RegionStore,
  day: PlanningDay & { readonly depot: Depot },
  signal?: AbortSignal,
): Promise<Problem> {
  const region = await regions.open(day.depot.region)
  const locations = locationsOf(day)
  const byProfile: Record<string, ReturnType<typeof toTravelMatrix>> = {}
  for (const profile of profilesOf(day, region.info.profiles)) {
    const matrix = await regions.matrix(day.depot.region, { points: locations.points, profile, signal })
    byProfile[profile] = toTravelMatrix(matrix)
  }
  return buildProblem(day, { locations, byProfile })
}
