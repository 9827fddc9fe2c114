import { foldText } from '../addresses/fold-text.ts'
import type { RoadLabel } from './road-labels.ts'
import { isTrunkRoad } from './road-rank.ts'

/** Whether a driver takes one road for the continuation of another: by name, else by number; two without either are alike. */
export function isSameRoad(a: RoadLabel, b: RoadLabel): boolean {
  if (sharesRef(a.ref, b.ref) && (isTrunkRoad(a) || a.name === '' || b.name === '')) return true
  if (a.name !== '' && b.name !== '') return isSameName(a.name, b.name)
  return isUntitled(a) && isUntitled(b) && a.roadClass === b.roadClass
}

export function isUntitled({ name, ref }: RoadLabel): boolean {
  return name === '' && ref === ''
}

function sharesRef(a: string, b: string): boolean {
  if (a === '' || b === '') return false
  if (a === b) return true
  const refs = plainRefs(b)
  return plainRefs(a).some((ref) => refs.includes(ref))
}

/** `A20` and `A 20` are one. */
function plainRefs(ref: string): readonly string[] {
  return ref.replace(/\s/g, '').split(';')
}

const shortestWithSlip = 6
const compassWords = /(^|\s)(north|south|east|west|n|s|e|w|[ns][ew])(?=\s|$)/g

/** Same but for accents, punctuation, a part of town named by compass, or one slip of the pen in a long name. */
export function isSameName(a: string, b: string): boolean {
  if (a === b) return true
  const [one, other] = [plainName(a), plainName(b)]
  if (one === other) return true
  if (one.replace(/\d/g, '') === other.replace(/\d/g, '') && /\d/.test(one + other)) return false
  return Math.min(one.length, other.length) >= shortestWithSlip && differsByOneLetter(one, other)
}

function plainName(name: string): string {
  const words = foldText(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  const rest = words.replace(compassWords, ' ').replace(/\s+/g, ' ').trim()
  return rest === '' ? words : rest
}

function differsByOneLetter(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  return short.slice(long.length === short.length ? at + 1 : at) === long.slice(at + 1)
}
