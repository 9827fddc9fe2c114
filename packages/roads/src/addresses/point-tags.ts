import type { Tags } from '../osm/osm-data.ts'

/** Keys under which OpenStreetMap has things that one may be sent to, with the values that count; undefined is any. */
const pointTags: Readonly<Record<string, ReadonlySet<string> | undefined>> = {
  shop: undefined,
  amenity: undefined,
  tourism: undefined,
  office: undefined,
  leisure: undefined,
  historic: undefined,
  craft: undefined,
  healthcare: undefined,
  club: undefined,
  public_transport: undefined,
  building: undefined,
  industrial: undefined,
  railway: new Set(['station', 'halt', 'tram_stop', 'subway_entrance']),
  highway: new Set(['bus_stop', 'services', 'rest_area']),
  aeroway: new Set(['aerodrome', 'terminal', 'heliport']),
  aerialway: new Set(['station']),
  landuse: new Set(['industrial', 'commercial', 'retail', 'cemetery', 'education']),
}

/** Names of these are of a signboard, not of a place to go to. */
const notPoints: Readonly<Record<string, ReadonlySet<string>>> = {
  tourism: new Set(['information']),
  historic: new Set(['boundary_stone', 'district']),
  public_transport: new Set(['stop_area', 'stop_area_group']),
}

/** Whether a named element is worth finding by its name. */
export function isNamedPoint(tags: Tags): boolean {
  if (tags['name'] === undefined) return false
  for (const key in pointTags) {
    const value = tags[key]
    if (value === undefined || value === 'no' || notPoints[key]?.has(value)) continue
    if (pointTags[key]?.has(value) ?? true) return true
  }
  return false
}

/** Stops are often named after the street or place where they are. */
export function isTransitStop(tags: Tags): boolean {
  return (
    tags['public_transport'] !== undefined ||
    tags['highway'] === 'bus_stop' ||
    tags['railway'] !== undefined ||
    tags['aerialway'] !== undefined
  )
}
