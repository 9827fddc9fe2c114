import { z } from 'zod'
import { regionName } from './fleet.ts'
import { point, type LonLat, type Point } from './geo.ts'
import { closureId, type ClosureId } from './ids.ts'
import { freeText } from './text.ts'

/** The most corners of a drawn area, its first one counted once. */
export const MAX_CORNERS = 200

const position = z.tuple([point.shape.lon, point.shape.lat]).readonly()

/** A drawn area: one ring of at least three corners, closed as GeoJSON has it. */
export const closureArea = z
  .strictObject({
    type: z.literal('Polygon'),
    coordinates: z
      .tuple([
        z
          .array(position)
          .min(4, 'An area needs at least three corners.')
          .max(MAX_CORNERS + 1, `An area has at most ${MAX_CORNERS} corners.`)
          .readonly(),
      ])
      .readonly(),
  })
  .refine(({ coordinates: [ring] }) => {
    const [first, last] = [ring[0], ring.at(-1)]
    return first?.[0] === last?.[0] && first?.[1] === last?.[1]
  }, 'The ring of an area ends where it begins.')
export type ClosureArea = z.infer<typeof closureArea>

/** One stretch of road between two junctions, named by a point on it. */
export const closureRoad = z.strictObject({
  /** OpenStreetMap way; GeoJSON counts its own. */
  wayId: z.int(),
  ...point.shape,
  /** As the way was drawn, against it, or both. */
  direction: z.enum(['both', 'along', 'against']),
})
export type ClosureRoad = z.infer<typeof closureRoad>

/** Slower than a twentieth is a closure, and faster than five times is a mistake. */
export const speedFactor = z.number().min(0.05).max(5)

const instant = z.iso.datetime({ offset: true })

const closureFields = z.strictObject({
  region: regionName,
  /** Exactly one of `area` and `road`. */
  area: closureArea.nullable(),
  road: closureRoad.nullable(),
  /** By how much speeds there are multiplied; null closes the roads. */
  factor: speedFactor.nullable(),
  /** From when on; from now on without one. */
  from: instant.nullable(),
  /** Until when, exclusive; until it is taken back without one. */
  until: instant.nullable(),
  reason: freeText(200).trim(),
})

/** A closure of roads, or a change of their speed. */
export interface Closure extends Readonly<z.infer<typeof closureFields>> {
  readonly id: ClosureId
  /** Grows by one with each change; a save names the version it read. */
  readonly version: number
  readonly createdAt: string
}

/** What a closed road looks like on the map. */
export interface RoadStretch {
  /** Of the street; empty where it has none. */
  readonly name: string
  /** In the direction in which the way is drawn. */
  readonly line: readonly LonLat[]
}

/** A closure with the stretch of road that it means; null for areas, and where the region has no such road now. */
export interface ListedClosure extends Closure {
  readonly stretch: RoadStretch | null
}

const isOnePlace = ({ area, road }: Pick<Closure, 'area' | 'road'>): boolean =>
  (area === null) !== (road === null)
const onePlace = { message: 'Draw an area or pick a road: exactly one of them.', path: ['area'] }

const isInOrder = ({ from, until }: Pick<Closure, 'from' | 'until'>): boolean =>
  until === null || from === null || Date.parse(from) < Date.parse(until)
const inOrder = { message: 'It must end after it begins.', path: ['until'] }

export const createClosureInput = closureFields
  .extend({
    id: closureId,
    area: closureFields.shape.area.default(null),
    road: closureFields.shape.road.default(null),
    factor: closureFields.shape.factor.default(null),
    from: closureFields.shape.from.default(null),
    until: closureFields.shape.until.default(null),
    reason: closureFields.shape.reason.default(''),
  })
  .refine(isOnePlace, onePlace)
  .refine(isInOrder, inOrder)
export type CreateClosureInput = z.infer<typeof createClosureInput>

/** All of a closure but its region, for each of its fields leans on the others. */
export const updateClosureInput = closureFields
  .omit({ region: true })
  .extend({ id: closureId, version: z.int() })
  .refine(isOnePlace, onePlace)
  .refine(isInOrder, inOrder)
export type UpdateClosureInput = z.infer<typeof updateClosureInput>

export const closureIdInput = z.strictObject({ id: closureId })
export type ClosureIdInput = z.infer<typeof closureIdInput>
export const listClosuresInput = z.strictObject({ region: regionName })
export type ListClosuresInput = z.infer<typeof listClosuresInput>

export type ClosureStatus = 'active' | 'planned' | 'past'

/** Whether a closure counts at a moment, will, or did. */
export function closureStatus({ from, until }: Pick<Closure, 'from' | 'until'>, now: Date): ClosureStatus {
  if (until !== null && Date.parse(until) <= now.getTime()) return 'past'
  return from !== null && Date.parse(from) > now.getTime() ? 'planned' : 'active'
}

/** The middle of what a closure is about: where to look for it. */
export function closureCentre({ area, road }: Pick<Closure, 'area' | 'road'>): Point | null {
  if (road !== null) return { lon: road.lon, lat: road.lat }
  const ring = area?.coordinates[0].slice(1) ?? []
  if (ring.length === 0) return null
  return {
    lon: ring.reduce((sum, [lon]) => sum + lon, 0) / ring.length,
    lat: ring.reduce((sum, [, lat]) => sum + lat, 0) / ring.length,
  }
}
