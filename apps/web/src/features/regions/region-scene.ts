import {
  type Bounds,
  closureCentre,
  type ClosureRoad,
  type ClosureStatus,
  type ListedClosure,
  type LonLat,
  type Point,
  type RoadStretch,
} from '@cartage/domain'

/** A closure as the map draws it. */
export interface DrawnClosure {
  readonly closure: Pick<ListedClosure, 'id' | 'area' | 'road' | 'factor' | 'stretch'>
  readonly status: ClosureStatus
  readonly isChosen: boolean
}

/** A road that was picked, with the stretch that it means. */
export interface PickedRoad extends Omit<ClosureRoad, 'direction'> {
  readonly stretch: RoadStretch | null
}

/** Where a closure is, while that is drawn or picked. Both places are kept while one tries the other; `kind` says which counts. */
export interface ClosureDraft {
  readonly kind: 'area' | 'road'
  readonly corners: readonly LonLat[]
  readonly isClosed: boolean
  readonly road: PickedRoad | null
  readonly direction: ClosureRoad['direction']
}

/** GeoJSON of the area within reach. */
export interface ReachArea {
  readonly type: 'MultiPolygon'
  readonly coordinates: readonly (readonly (readonly LonLat[])[])[]
}

/** Everything that the map shows of our own. */
export interface RegionScene {
  readonly outlines: readonly { readonly name: string; readonly bounds: Bounds; readonly isChosen: boolean }[]
  /** What can be reached in a while, the widest first. */
  readonly reach: readonly ReachArea[]
  readonly route: readonly LonLat[] | null
  /** Where the tested route begins and ends. */
  readonly ends: readonly [Point | null, Point | null]
  /** Where these points meet the roads; drawn as a thin link. */
  readonly links: readonly (readonly [Point, Point])[]
  readonly closures: readonly DrawnClosure[]
  readonly draft: ClosureDraft | null
}

export const emptyScene: RegionScene = {
  outlines: [],
  reach: [],
  route: null,
  ends: [null, null],
  links: [],
  closures: [],
  draft: null,
}

interface Polygon {
  readonly type: 'Polygon'
  readonly coordinates: number[][][]
}
interface MultiPolygon {
  readonly type: 'MultiPolygon'
  readonly coordinates: number[][][][]
}
interface LineString {
  readonly type: 'LineString'
  readonly coordinates: number[][]
}
interface PointShape {
  readonly type: 'Point'
  readonly coordinates: number[]
}
/** GeoJSON of the shapes that a scene has. */
interface Feature<Shape> {
  readonly type: 'Feature'
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: Shape
}
export interface Shapes {
  readonly type: 'FeatureCollection'
  readonly features: Feature<Polygon | MultiPolygon | LineString | PointShape>[]
}

const collect = (features: readonly Feature<Polygon | MultiPolygon | LineString | PointShape>[]): Shapes => ({
  type: 'FeatureCollection',
  features: [...features],
})
const feature = <Shape extends Polygon | MultiPolygon | LineString | PointShape>(
  geometry: Shape,
  properties: Readonly<Record<string, unknown>> = {},
): Feature<Shape> => ({ type: 'Feature', properties, geometry })
const line = (points: readonly LonLat[]): LineString => ({
  type: 'LineString',
  coordinates: points.map(([lon, lat]) => [lon, lat]),
})
const polygon = (ring: readonly LonLat[]): Polygon => ({
  type: 'Polygon',
  coordinates: [ring.map(([lon, lat]) => [lon, lat])],
})
const dot = ({ lon, lat }: Point): PointShape => ({ type: 'Point', coordinates: [lon, lat] })

/** The scene as GeoJSON, a collection for each of the map's sources. */
export function sceneData(scene: RegionScene): Readonly<Record<SceneSource, Shapes>> {
  const hasChosen = scene.closures.some(({ isChosen }) => isChosen)
  return {
    outlines: collect(
      scene.outlines.flatMap(({ name, bounds: { west, south, east, north }, isChosen }) => [
        ...(isChosen ? [] : [feature(dot({ lon: west, lat: north }), { name })]),
        feature(
          line([
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
          ]),
          { isChosen },
        ),
      ]),
    ),
    reach: collect(
      scene.reach.map(({ coordinates }) =>
        feature({
          type: 'MultiPolygon' as const,
          coordinates: coordinates.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lon, lat]))),
        }),
      ),
    ),
    route: collect(scene.route === null ? [] : [feature(line(scene.route))]),
    links: collect(
      scene.links.map(([a, b]) =>
        feature(
          line([
            [a.lon, a.lat],
            [b.lon, b.lat],
          ]),
        ),
      ),
    ),
    closures: collect(scene.closures.flatMap((closure) => closureFeatures(closure, hasChosen))),
    draft: collect(scene.draft === null ? [] : draftFeatures(scene.draft)),
  }
}

export const sceneSources = ['outlines', 'reach', 'closures', 'links', 'route', 'draft'] as const
export type SceneSource = (typeof sceneSources)[number]

function closureFeatures(
  { closure, status, isChosen }: DrawnClosure,
  hasChosen: boolean,
): Feature<Polygon | LineString | PointShape>[] {
  const { area, road, stretch } = closure
  const properties = {
    id: closure.id,
    status,
    isChosen,
    isDim: hasChosen && !isChosen,
    isOnRoad: stretch !== null,
    sign: closure.factor === null ? 'closed' : 'slower',
  }
  const centre = closureCentre(closure)
  return [
    ...(area === null ? [] : [feature(polygon(area.coordinates[0]), properties)]),
    ...(road === null || stretch === null ? [] : [roadFeature(stretch, road.direction, properties)]),
    ...(centre === null ? [] : [feature(dot(centre), properties)]),
  ]
}

/** A stretch of road; one that is closed in one direction runs that way, so that arrows along it show which. */
function roadFeature(
  stretch: RoadStretch,
  direction: ClosureRoad['direction'],
  properties: Readonly<Record<string, unknown>> = {},
): Feature<LineString> {
  const along = direction === 'against' ? stretch.line.toReversed() : stretch.line
  return feature(line(along), { ...properties, isOneWay: direction !== 'both' })
}

function draftFeatures(draft: ClosureDraft): Feature<Polygon | LineString | PointShape>[] {
  const { kind, corners, isClosed, road, direction } = draft
  if (kind === 'road') {
    if (road === null) return []
    const spot = feature(dot(road), { isRoad: true })
    return road.stretch === null ? [spot] : [roadFeature(road.stretch, direction, { isRoad: true }), spot]
  }
  const [first] = corners
  if (first === undefined) return []
  const dots = corners.map(([lon, lat], index) => feature(dot({ lon, lat }), { isFirst: index === 0 }))
  if (isClosed) return [feature(polygon([...corners, first])), ...dots]
  return corners.length > 1 ? [feature(line(corners)), ...dots] : dots
}
