import type { Point } from '@cartage/domain'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { AddressSections } from './address-sections.ts'
import { tie } from './candidate.ts'
import type { Candidate } from './candidate.ts'
import { nameOf } from './match-label.ts'
import { metresBetween } from './metres.ts'

/** Equally good answers further apart than this leave doubt about which is meant, metres. */
const doubtAtM = 3000
const guessFactor = 0.68
const nearerFactor = 0.8
/** All of them are in the town that is named, or said to be: the one nearest to its middle, or to where it is looked for, may be taken. */
const inTownFactor = 0.75

/** Best first, each entity once. Among equals the one written with the same accents wins, then the one nearer to `near`. */
export function rankCandidates(
  index: AddressSections,
  found: readonly Candidate[],
  written: string,
  near: Point | undefined,
): Candidate[] {
  const best = found.reduce((most, { confidence }) => Math.max(most, confidence), 0)
  const text = written.toLowerCase().normalize('NFC')
  const preferenceOf = ({ entity, confidence, preference }: Candidate): number => {
    if (best - confidence > 0.1) return preference
    const isAsWritten = text.includes(nameOf(index, entity).toLowerCase().normalize('NFC'))
    return preference + (isAsWritten ? 0.015 : 0) + nearness(index, entity, near)
  }
  const ranked = found.map((candidate) => ({ ...candidate, preference: preferenceOf(candidate) }))
  ranked.sort((a, b) => b.confidence + b.preference - a.confidence - a.preference)
  const seen = new Set<number>()
  return ranked.filter(({ entity }) => !seen.has(entity) && seen.add(entity))
}

/**
 * What the first answer's confidence is to be multiplied by for others that fit as well and are somewhere else: it is then a guess, and
 * comes out below `ACCEPT_CONFIDENCE` whatever speaks for it, unless it is in the town that is named or near to where it is looked for.
 */
export function doubtFactor(
  index: AddressSections,
  ranked: readonly Candidate[],
  near: Point | undefined,
): number {
  const [first, ...others] = ranked
  if (!first) return 1
  let factor = 1
  for (const other of others) {
    if (first.confidence - other.confidence > tie) continue
    const ahead = first.preference - other.preference
    const aheadByNearness = nearness(index, first.entity, near) - nearness(index, other.entity, near)
    if (ahead - aheadByNearness > tie / 2) continue
    if (awayM(index, first.entity, other.entity) <= doubtAtM) continue
    factor = Math.min(
      factor,
      aheadByNearness > tie / 2 ? nearerFactor : first.isInTown ? inTownFactor : guessFactor,
    )
  }
  return factor
}

function nearness(index: AddressSections, entity: number, near: Point | undefined): number {
  if (!near) return 0
  const lon = near.lon * unitsPerDegree
  const lat = near.lat * unitsPerDegree
  const away = metresBetween(lon, lat, index.entityLon[entity] ?? 0, index.entityLat[entity] ?? 0)
  return 0.03 * Math.exp(-away / 5000)
}

function awayM(index: AddressSections, a: number, b: number): number {
  return metresBetween(
    index.entityLon[a] ?? 0,
    index.entityLat[a] ?? 0,
    index.entityLon[b] ?? 0,
    index.entityLat[b] ?? 0,
  )
}
