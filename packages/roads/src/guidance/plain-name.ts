import { foldText } from '../addresses/fold-text.ts'

const compassWords = /(^|\s)(north|south|east|west|n|s|e|w|[ns][ew])(?=\s|$)/g

/** A name without accents, punctuation and the part of town that it is in. */
export function plainName(name: string): string {
  if (name === '') return ''
  const words = foldText(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  const rest = words.replace(compassWords, ' ').replace(/\s+/g, ' ').trim()
  // What is left of North Street says nothing.
  return rest.includes(' ') ? rest : words
}

/** The numbers of a road: `A20` and `A 20` are one. */
export function plainRefs(ref: string): readonly string[] {
  return ref === '' ? [] : ref.replace(/\s/g, '').split(';')
}
