import type { OsmData, OsmMember, OsmRelation, Tags } from '../src/osm/osm-data.ts'
import { unitsPerDegree } from '../src/osm/osm-data.ts'

export type LonLat = readonly [lon: number, lat: number]

export interface MapParts {
  /** Tagged points. */
  readonly nodes?: readonly { readonly at: LonLat; readonly tags: Record<string, string> }[]
  /** Ways meet where their coordinates are equal. */
  readonly ways?: readonly { readonly id?: number; readonly path: readonly LonLat[]; readonly tags?: Tags }[]
  readonly relations?: readonly { readonly tags: Tags; readonly members: readonly OsmMember[] }[]
}

/** A small extract drawn by hand, as the readers would give it. */
export function aMap({ nodes = [], ways = [], relations = [] }: MapParts): OsmData {
  const places = new Map<string, number>()
  const lon: number[] = []
  const lat: number[] = []
  const nodeAt = (at: LonLat): number => {
    const key = at.join(' ')
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, lon.length)
    lon.push(Math.round(at[0] * unitsPerDegree))
    lat.push(Math.round(at[1] * unitsPerDegree))
    return lon.length - 1
  }
  const nodeTags = new Map<number, Tags>()
  for (const { at, tags } of nodes) nodeTags.set(nodeAt(at), tags)
  const refs = ways.map(({ path }) => path.map(nodeAt))
  const offsets = new Uint32Array(ways.length + 1)
  refs.forEach((list, way) => {
    offsets[way + 1] = (offsets[way] ?? 0) + list.length
  })
  return {
    source: 'pbf',
    nodeIds: Float64Array.from(lon, (_, index) => index + 1),
    nodeLon: Int32Array.from(lon),
    nodeLat: Int32Array.from(lat),
    nodeTags,
    wayIds: Float64Array.from(ways, ({ id }, index) => id ?? index + 1),
    wayOffsets: offsets,
    wayRefs: Uint32Array.from(refs.flat()),
    wayTags: ways.map(({ tags }) => tags ?? {}),
    relations: relations.map((relation, index): OsmRelation => ({ id: index + 1, ...relation })),
    bounds: {
      west: Math.min(...lon) / unitsPerDegree,
      east: Math.max(...lon) / unitsPerDegree,
      south: Math.min(...lat) / unitsPerDegree,
      north: Math.max(...lat) / unitsPerDegree,
    },
    refsMissing: 0,
  }
}
