import type { OsmData, Tags } from '../osm/osm-data.ts'
import type { SectionReader, Sections } from '../sections.ts'
import { readPooled, StringPool } from '../string-pool.ts'
import type { StringPoolSections } from '../string-pool.ts'

/** What people call the ways of a region, and what kind of road each is. */
export interface Ways {
  /** OpenStreetMap ids. */
  readonly id: Float64Array
  /** Index of each way's name, number and class in `texts`; text 0 is empty. */
  readonly name: Uint32Array
  readonly ref: Uint32Array
  readonly roadClass: Uint32Array
  /** `wayFlags` by way. */
  readonly flags: Uint8Array
  readonly texts: StringPoolSections
}

export const wayFlags = { roundabout: 1, bridge: 2, tunnel: 4, toll: 8, ferry: 16, link: 32 } as const

/** A way's `highway` value, or `ferry`. */
export function roadClassOf(tags: Tags): string {
  return tags['highway'] ?? (tags['route'] === 'ferry' ? 'ferry' : '')
}

export function readWays(osm: OsmData): Ways {
  const texts = new StringPool()
  texts.add('')
  const count = osm.wayIds.length
  const ways = {
    name: new Uint32Array(count),
    ref: new Uint32Array(count),
    roadClass: new Uint32Array(count),
    flags: new Uint8Array(count),
  }
  for (let way = 0; way < count; way++) {
    const tags = osm.wayTags[way] ?? {}
    const roadClass = roadClassOf(tags)
    // Buildings and rivers keep their names elsewhere.
    if (roadClass === '') continue
    ways.name[way] = texts.add(tags['name'] ?? '')
    ways.ref[way] = texts.add(tags['ref'] ?? '')
    ways.roadClass[way] = texts.add(roadClass)
    ways.flags[way] = flagsOf(tags)
  }
  return { id: osm.wayIds, ...ways, texts: texts.finish() }
}

export function wayText(ways: Ways, texts: Uint32Array, way: number): string {
  return readPooled(ways.texts, texts[way] ?? 0)
}

export function waysSections(ways: Ways): Sections {
  return {
    'ways.id': ways.id,
    'ways.name': ways.name,
    'ways.ref': ways.ref,
    'ways.class': ways.roadClass,
    'ways.flags': ways.flags,
    'ways.text.bytes': ways.texts.bytes,
    'ways.text.offsets': ways.texts.offsets,
  }
}

export function openWays(file: SectionReader): Ways {
  return {
    id: file.float64('ways.id'),
    name: file.uint32('ways.name'),
    ref: file.uint32('ways.ref'),
    roadClass: file.uint32('ways.class'),
    flags: file.uint8('ways.flags'),
    texts: { bytes: file.uint8('ways.text.bytes'), offsets: file.uint32('ways.text.offsets') },
  }
}

function flagsOf(tags: Tags): number {
  const isOn = (key: string): boolean => tags[key] !== undefined && tags[key] !== 'no'
  let flags = 0
  if (tags['junction'] === 'roundabout' || tags['junction'] === 'circular') flags |= wayFlags.roundabout
  if (isOn('bridge')) flags |= wayFlags.bridge
  if (isOn('tunnel')) flags |= wayFlags.tunnel
  if (isOn('toll')) flags |= wayFlags.toll
  if (tags['route'] === 'ferry') flags |= wayFlags.ferry
  if (tags['highway']?.endsWith('_link') === true) flags |= wayFlags.link
  return flags
}
