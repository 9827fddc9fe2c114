import type { Point } from '@cartage/domain'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { AddressSections } from './address-sections.ts'
import { tie } from './candidate.ts'
import type { Candidate } from './candidate.ts'
import { nameOf } from './match-label.ts'
import { metresBetween } from './metres.ts'
import { numberPreference } from './number-preference.ts'

/** Equally good answers further apart than this leave doubt about which is meant, metres. */
const doubtAtM = 3000
/** Below `ACCEPT_CONFIDENCE` whatever it multiplies. */
const guessFactor = 0.68
/** Accents and articles as they were typed. */
const asWrittenPreference = 0.015
/** Less than half a tie: it puts equals in order, and never outweighs what tells them apart. */
const nearPreference = 0.009

/**
 * Best first, each entity once. Among equals the one written with the same accents wins, then the one that has the house number, then the one
 * nearer to `near`.
 */
export function rankCandidates(
  index: AddressSections,
  found: readonly Candidate[],
  written: string,
  near: Point | undefined,
): Candidate[] {
  const best = found.reduce((most, { confidence }) => Math.max(most, confidence), 0)
  const text = written.toLowerCase().normalize('NFC')
  const preferenceOf = ({ entity, confidence, preference, house }: Candidate): number => {
    if (best - confidence > 0.1) return preference
    const isAsWritten = text.includes(nameOf(index, entity).toLowerCase().normalize('NFC'))
    const asWritten = isAsWritten ? asWrittenPreference : 0
    const byNumber = house ? numberPreference(index, entity, house) : 0
    return preference + asWritten + byNumber + nearness(index, entity, near)
  }
  const ranked = found.map((candidate) => ({ ...candidate, preference: preferenceOf(candidate) }))
  ranked.sort((a, b) => b.confidence + b.preference - a.confidence - a.preference)
  const seen = new Set<number>()
  return ranked.filter(({ entity }) => !seen.has(entity) && seen.add(entity))
}

/**
 * What the first answer's confidence is to be multiplied by for others that fit as well and are somewhere else: it is then a guess, and
 * comes out below `ACCEPT_CONFIDENCE` whatever speaks for it. Being nearer to where it is looked for puts it first but makes it no surer.
 */
export function doubtFactor(
  index: AddressSections,
  ranked: readonly Candidate[],
  near: Point | undefined,
): number {
  const [first, ...others] = ranked
  if (!first) return 1
  const ahead = (other: Candidate): number => {
    const byNearness = nearness(index, first.entity, near) - nearness(index, other.entity, near)
    return first.preference - other.preference - byNearness
  }
  const isRival = (other: Candidate): boolean =>
    first.confidence - other.confidence <= tie &&
    ahead(other) <= tie / 2 &&
    awayM(index, first.entity, other.entity) > doubtAtM
  return others.some(isRival) ? guessFactor : 1
}

function nearness(index: AddressSections, entity: number, near: Point | undefined): number {
  if (!near) return 0
  const lon = near.lon * unitsPerDegree
  const lat = near.lat * unitsPerDegree
  const away = metresBetween(lon, lat, index.entityLon[entity] ?? 0, index.entityLat[entity] ?? 0)
  return nearPreference * Math.exp(-away / 5000)
}

function awayM(index: AddressSections, a: number, b: number): number {
  return metresBetween(
    index.entityLon[a] ?? 0,
    index.entityLat[a] ?? 0,
    index.entityLon[b] ?? 0,
    index.entityLat[b] ?? 0,
  )
}
