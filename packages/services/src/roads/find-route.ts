import { type LonLat, type Point, point, regionName } from '@cartage/domain'
import { instructionLanguages, instructionText, type Step } from '@cartage/roads'
import { z } from 'zod'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { departure, openProfile } from './open-profile.ts'
import { nearSnap, type RoadPoint, toRoadPoint } from './road-point.ts'

/** More points than a driver's day has; each leg is a search of its own. */
const MAX_POINTS = 25

export const routeInput = z.strictObject({
  region: regionName,
  /** In the order in which they are visited. */
  points: z.array(point).min(2).max(MAX_POINTS).readonly(),
  /** The region's first one when absent. */
  profile: z.string().max(80).optional(),
  departure,
  /** Says what the driver has to do, in this language. */
  language: z.enum(instructionLanguages).optional(),
})
export type RouteInput = z.infer<typeof routeInput>

export interface FoundRoute {
  /** Null where there is no way between two of the points. */
  readonly route: {
    readonly durationS: number
    readonly distanceM: number
    readonly geometry: readonly LonLat[]
    readonly legs: readonly {
      readonly durationS: number
      readonly distanceM: number
      /** Where a language was asked for. */
      readonly steps?: readonly RouteInstruction[]
    }[]
  } | null
  /** Where each point meets a road; null where the profile has none near. */
  readonly points: readonly (RoadPoint | null)[]
}

export interface RouteInstruction extends Point {
  readonly text: string
  readonly durationS: number
  readonly distanceM: number
}

/** The fastest way through the points. */
export async function findRoute({ ctx, input }: Call<RouteInput>): Promise<FoundRoute> {
  authorize(ctx, 'region:read')
  const { region, profile } = await openProfile(ctx, input)
  const { language } = input
  const snaps = input.points.map(({ lon, lat }) => nearSnap(region, { lon, lat }, profile))
  const points = snaps.map((snap) => (snap === undefined ? null : toRoadPoint(snap)))
  const found = snaps.filter((snap) => snap !== undefined)
  const route =
    found.length === snaps.length
      ? region.route(found, { profile, steps: language !== undefined })
      : undefined
  if (route === undefined) return { route: null, points }
  return {
    route: {
      durationS: route.durationS,
      distanceM: route.distanceM,
      geometry: route.geometry,
      legs: route.legs.map(({ durationS, distanceM, steps }) => ({
        durationS,
        distanceM,
        ...(language && steps && { steps: steps.map((step) => toInstruction(step, language)) }),
      })),
    },
    points,
  }
}

function toInstruction(step: Step, language: string): RouteInstruction {
  const [lon, lat] = step.maneuver.location
  return {
    text: instructionText(step, language),
    durationS: step.durationS,
    distanceM: step.distanceM,
    lon,
    lat,
  }
}
