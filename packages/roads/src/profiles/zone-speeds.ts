import { own } from './match-tags.ts'

interface ZoneSpeeds {
  readonly urban: number
  readonly rural: number
  readonly trunk?: number
  readonly motorway?: number
  readonly living_street?: number
}

/**
 * Legal limits of a passenger car in km/h by country and zone, as OpenStreetMap's "Default speed limits" collects them.
 * Where a motorway has no limit, it has no entry.
 */
const zoneSpeeds: Readonly<Record<string, ZoneSpeeds>> = {
  AD: { urban: 50, rural: 90 },
  AT: { urban: 50, rural: 100, trunk: 100, motorway: 130, living_street: 5 },
  AU: { urban: 50, rural: 100, motorway: 100 },
  BE: { urban: 50, rural: 70, trunk: 120, motorway: 120, living_street: 20 },
  BG: { urban: 50, rural: 90, trunk: 120, motorway: 140, living_street: 20 },
  BY: { urban: 60, rural: 90, motorway: 110, living_street: 20 },
  CH: { urban: 50, rural: 80, trunk: 100, motorway: 120, living_street: 20 },
  CZ: { urban: 50, rural: 90, trunk: 110, motorway: 130, living_street: 20 },
  DE: { urban: 50, rural: 100, living_street: 7 },
  DK: { urban: 50, rural: 80, motorway: 130, living_street: 15 },
  EE: { urban: 50, rural: 90, living_street: 20 },
  ES: { urban: 50, rural: 90, trunk: 90, motorway: 120, living_street: 20 },
  FI: { urban: 50, rural: 80, trunk: 100, motorway: 120, living_street: 20 },
  FR: { urban: 50, rural: 80, trunk: 110, motorway: 130, living_street: 20 },
  GR: { urban: 50, rural: 90, trunk: 110, motorway: 130, living_street: 20 },
  HR: { urban: 50, rural: 90, trunk: 110, motorway: 130 },
  HU: { urban: 50, rural: 90, trunk: 110, motorway: 130, living_street: 20 },
  IE: { urban: 50, rural: 80, trunk: 100, motorway: 120 },
  IT: { urban: 50, rural: 90, trunk: 110, motorway: 130, living_street: 20 },
  LT: { urban: 50, rural: 90, trunk: 120, motorway: 130, living_street: 20 },
  LU: { urban: 50, rural: 90, trunk: 90, motorway: 130, living_street: 20 },
  LV: { urban: 50, rural: 90, living_street: 20 },
  NL: { urban: 50, rural: 80, trunk: 100, motorway: 100, living_street: 15 },
  NO: { urban: 50, rural: 80, motorway: 100 },
  NZ: { urban: 50, rural: 100, motorway: 100 },
  PL: { urban: 50, rural: 90, trunk: 100, motorway: 140, living_street: 20 },
  PT: { urban: 50, rural: 90, trunk: 100, motorway: 120, living_street: 20 },
  RO: { urban: 50, rural: 90, trunk: 100, motorway: 130, living_street: 20 },
  RS: { urban: 50, rural: 80, trunk: 100, motorway: 130, living_street: 10 },
  RU: { urban: 60, rural: 90, trunk: 110, motorway: 110, living_street: 20 },
  SE: { urban: 50, rural: 70, motorway: 110, living_street: 7 },
  SI: { urban: 50, rural: 90, trunk: 110, motorway: 130, living_street: 10 },
  SK: { urban: 50, rural: 90, trunk: 130, motorway: 130, living_street: 20 },
  TR: { urban: 50, rural: 90, trunk: 110, motorway: 130, living_street: 20 },
  UA: { urban: 50, rural: 90, trunk: 110, motorway: 130, living_street: 20 },
  ZA: { urban: 60, rural: 100, trunk: 120, motorway: 120 },
}

/** Values that do not follow the pattern `country:zone`; the United Kingdom's are 30, 60 and 70 mph. */
const namedZones: Readonly<Record<string, number>> = {
  'GB:nsl_restricted': 48.28032,
  'GB:nsl_single': 96.56064,
  'GB:nsl_dual': 112.65408,
  'GB:motorway': 112.65408,
}

/** The limit that a value such as `PT:urban`, `DE:zone:30`, `FR:zone30` or `BE:30` stands for. */
export function zoneSpeedKmh(value: string): number | undefined {
  const named = own(namedZones, value)
  if (named !== undefined) return named
  const match = /^([A-Z]{2}):(?:zone:?)?(\d{1,3}|[a-z_]+)$/.exec(value)
  const zone = match?.[2] ?? ''
  if (/^\d/.test(zone)) return Number(zone)
  const country = own(zoneSpeeds, match?.[1])
  return country && own({ ...country }, zone)
}
