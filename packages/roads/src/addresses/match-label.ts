import type { Match, MatchLevel } from '../region/types.ts'
import type { AddressSections } from './address-sections.ts'
import { noReference } from './build-addresses.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import { readPooled } from '../string-pool.ts'

/** `Street 12, Town`, with what is known. */
export function labelOf(index: AddressSections, entity: number, houseNumber: string | undefined): string {
  const name = nameOf(index, entity)
  const town = townOf(index, entity)
  const street = houseNumber === undefined ? name : `${name} ${houseNumber}`
  return town === undefined ? street : `${street}, ${town}`
}

/** The name of a street, place or point without its town. */
export function nameOf(index: AddressSections, entity: number): string {
  return readPooled(index.pool, index.entityLabel[entity] ?? 0)
}

/** The town in the label of a street or place. */
function townOf(index: AddressSections, entity: number): string | undefined {
  const town = index.entityTown[entity] ?? noReference
  return town === noReference ? undefined : readPooled(index.pool, town)
}

/** A match at a point in 1e-7 degrees. */
export function matchAt(
  lon: number,
  lat: number,
  label: string,
  level: MatchLevel,
  confidence: number,
): Match {
  return {
    lon: Math.round(lon) / unitsPerDegree,
    lat: Math.round(lat) / unitsPerDegree,
    label,
    level,
    confidence: Math.round(Math.min(1, Math.max(0, confidence)) * 1000) / 1000,
  }
}
