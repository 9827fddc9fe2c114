import type { AddressSections } from './address-sections.ts'
import { noReference } from './build-addresses.ts'
import { placeKinds } from './collect-places.ts'
import { metresBetween } from './metres.ts'
import { readPooled } from '../string-pool.ts'

/**
 * How the postcodes of a query fit a street or point: `same` as its own, `near` it, `far` from it, `unsure` where the extract knows too little.
 */
export type PostcodeAgreement = 'same' | 'near' | 'far' | 'unsure'

export type PostcodeFinder = (entity: number, codes: readonly string[]) => PostcodeAgreement

interface Area {
  readonly entities: readonly number[]
  /** Further than this from all of them is another area. */
  readonly reachM: number
}

/** Shorter numbers are house numbers, floors or gates. */
const leastLength = 4
/** An extract with fewer codes cannot tell which are not its own. */
const knowsCodesFrom = 20
/** Codes of one delivery office, or that share the half that names the town. */
const nearM = 6000
/** Codes that share only the part that names the district. */
const districtM = 12_000
const mostRemembered = 2000

/**
 * Postcodes are written from the large to the small in nearly every country, so a code that no address of the extract has still tells by
 * its beginning which part of the extract it belongs to, if any.
 */
export function postcodeFinder(index: AddressSections): PostcodeFinder {
  const known: { readonly code: string; readonly entity: number }[] = []
  const kind = 1 + placeKinds.indexOf('postcode')
  for (let entity = index.streetCount; entity < index.pointsFrom; entity++) {
    if (index.entityKind[entity] !== kind) continue
    const code = codeOf(readPooled(index.pool, index.entityLabel[entity] ?? 0))
    if (code.length >= leastLength) known.push({ code, entity })
  }
  const remembered = new Map<string, Area | 'elsewhere' | 'unsure'>()

  const areaOf = (code: string): Area | 'elsewhere' | 'unsure' => {
    const there = remembered.get(code)
    if (there) return there
    const shared = known.reduce((most, candidate) => Math.max(most, sharedStart(candidate.code, code)), 0)
    const entities = known
      .filter((candidate) => sharedStart(candidate.code, code) === shared)
      .map(({ entity }) => entity)
    let area: Area | 'elsewhere' | 'unsure' = 'unsure'
    if (shared >= 2) area = { entities, reachM: shared >= code.length / 2 ? nearM : districtM }
    else if (known.length >= knowsCodesFrom && shared === 0) area = 'elsewhere'
    if (remembered.size >= mostRemembered) remembered.clear()
    remembered.set(code, area)
    return area
  }

  const agreementWith = (entity: number, code: string): PostcodeAgreement => {
    const own = index.entityPostcode[entity] ?? noReference
    if (own !== noReference && codeOf(readPooled(index.pool, own)) === code) return 'same'
    const area = areaOf(code)
    if (area === 'unsure') return 'unsure'
    if (area === 'elsewhere') return 'far'
    const lon = index.entityLon[entity] ?? 0
    const lat = index.entityLat[entity] ?? 0
    const isNear = area.entities.some(
      (other) =>
        metresBetween(lon, lat, index.entityLon[other] ?? 0, index.entityLat[other] ?? 0) <= area.reachM,
    )
    return isNear ? 'near' : 'far'
  }

  return (entity, codes) => {
    const long = codes.filter((code) => code.length >= leastLength)
    const agreements = long.map((code) => agreementWith(entity, code))
    return (['same', 'near', 'far'] as const).find((agreement) => agreements.includes(agreement)) ?? 'unsure'
  }
}

/** A postcode as it is compared: letters and digits, folded. */
export function codeOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

function sharedStart(a: string, b: string): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}
