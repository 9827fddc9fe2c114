import type { RoadLabel } from './road-labels.ts'
import { isTrunkRoad } from './road-rank.ts'

/** Whether a driver takes one road for the continuation of another: by name, else by number; two without either are alike. */
export function isSameRoad(a: RoadLabel, b: RoadLabel): boolean {
  if (a === b) return true
  const sharesRef = a.plainRefs.some((ref) => b.plainRefs.includes(ref))
  if (sharesRef && (isTrunkRoad(a) || a.name === '' || b.name === '')) return true
  if (a.name !== '' && b.name !== '') return isSameName(a.plainName, b.plainName)
  return isUntitled(a) && isUntitled(b) && a.roadClass === b.roadClass
}

export function isUntitled({ name, ref }: RoadLabel): boolean {
  return name === '' && ref === ''
}

const shortestWithSlip = 5

/** Plain names that are the same but for one slip of the pen in a longer word; Avenue A is not Avenue B, nor Street 11 Street 12. */
export function isSameName(a: string, b: string): boolean {
  if (a === b) return true
  if (Math.abs(a.length - b.length) > 1) return false
  const [words, others] = [a.split(' '), b.split(' ')]
  if (words.length !== others.length) return false
  const at = words.findIndex((word, index) => word !== others[index])
  const isRestSame = words.every((word, index) => index === at || word === others[index])
  return isRestSame && isSlip(words[at] ?? '', others[at] ?? '')
}

function isSlip(word: string, other: string): boolean {
  return (
    Math.min(word.length, other.length) >= shortestWithSlip &&
    !/\d/.test(word + other) &&
    differsByOneLetter(word, other)
  )
}

function differsByOneLetter(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  return short.slice(long.length === short.length ? at + 1 : at) === long.slice(at + 1)
}
