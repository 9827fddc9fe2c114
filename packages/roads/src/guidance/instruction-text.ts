import { de } from './languages/de.ts'
import { en } from './languages/en.ts'
import { es } from './languages/es.ts'
import { fr } from './languages/fr.ts'
import { it } from './languages/it.ts'
import type { Language } from './languages/language.ts'
import { nl } from './languages/nl.ts'
import { pt } from './languages/pt.ts'
import type { Maneuver, Step } from './step.ts'

const languages: Readonly<Record<string, Language>> = { de, en, es, fr, it, nl, pt }

/** Those that `instructionText` speaks. */
export const instructionLanguages: readonly string[] = Object.keys(languages)

export interface InstructionOptions {
  /** How far ahead it is, metres; said first when given. */
  readonly inM?: number | undefined
}

/** What a step wants of its driver, in words. `language` is a tag such as `pt` or `pt-BR`; English where it is not known. */
export function instructionText(
  step: Pick<Step, 'name' | 'ref' | 'roadClass' | 'maneuver'>,
  language: string,
  { inM }: InstructionOptions = {},
): string {
  const [tag, words] = languageOf(language)
  const { modifier, exit, rotaryName, bearingAfterDeg } = step.maneuver
  const text = fill(phraseOf(words, step), {
    road: roadOf(step),
    compass: words.compass[Math.round(bearingAfterDeg / 45) % words.compass.length] ?? '',
    direction: words.directions[modifier ?? 'straight'],
    side:
      modifier?.endsWith('left') === true
        ? words.sides.left
        : modifier?.endsWith('right') === true
          ? words.sides.right
          : '',
    exit:
      exit === undefined ? '' : (words.exits[exit - 1] ?? fill(words.laterExit, { number: String(exit) })),
    rotary: rotaryName ?? '',
  })
  return inM === undefined
    ? text
    : fill(words.ahead, { distance: spokenDistance(inM, words, tag), instruction: text })
}

/** A length as signs give it: `350 m`, `1.2 km`. */
export function distanceText(metres: number, language: string): string {
  const [tag, words] = languageOf(language)
  return spokenDistance(metres, words, tag)
}

function languageOf(language: string): readonly [tag: string, words: Language] {
  const tag = language.toLowerCase().split(/[-_]/)[0] ?? ''
  const words = Object.hasOwn(languages, tag) ? languages[tag] : undefined
  return words ? [tag, words] : ['en', en]
}

function phraseOf(words: Language, { roadClass, maneuver }: Pick<Step, 'roadClass' | 'maneuver'>): string {
  const { type, modifier, exit } = maneuver
  if (roadClass === 'ferry' && type !== 'arrive') return words.ferry
  if (entersRoundabout(type) && exit === undefined) return words.stayInRoundabout
  const phrase = words.phrases[type]
  if (typeof phrase === 'string') return phrase
  return (modifier === 'straight' || modifier === 'uturn' ? phrase[modifier] : undefined) ?? phrase.other
}

function entersRoundabout(type: Maneuver['type']): boolean {
  return type === 'roundabout' || type === 'rotary'
}

/** `Main Street (A 1)`, or what there is of it. */
function roadOf({ name, ref }: Pick<Step, 'name' | 'ref'>): string {
  const [title, number] = [listed(name), listed(ref)]
  return title === '' || number === '' || title === number ? title || number : `${title} (${number})`
}

/** Several values of a tag are parted by semicolons. */
function listed(tag: string): string {
  return tag.split(/\s*;\s*/).join(' / ')
}

/** Fills a phrase's places, without the sections in brackets of which one stays empty. */
function fill(phrase: string, values: Readonly<Record<string, string>>): string {
  const place = /\{(\w+)\}/g
  return phrase
    .replace(/\[([^\]]*)\]/g, (_, section: string) => {
      const isFull = [...section.matchAll(place)].every(([, key = '']) => (values[key] ?? '') !== '')
      return isFull ? section : ''
    })
    .replace(place, (_, key: string) => values[key] ?? '')
}

const kilometreM = 1000

function spokenDistance(metres: number, words: Language, tag: string): string {
  const step = metres < 100 ? 10 : metres < kilometreM ? 50 : metres < 10 * kilometreM ? 100 : kilometreM
  const rounded = Math.round(metres / step) * step
  const isFar = rounded >= kilometreM
  const number = new Intl.NumberFormat(tag).format(isFar ? rounded / kilometreM : rounded)
  return fill(isFar ? words.kilometres : words.metres, { number })
}
