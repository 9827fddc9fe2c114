import { foldText } from './fold-text.ts'
import { streetTypesByLanguage } from './street-words.ts'

const languagesByType = readLanguages()

/**
 * Whether two texts call a street by its kind in languages that have no such word in common: `Carrer Nou` and `Rua Nova`. Shortened
 * kinds (`R.`, `Av.`) belong to no language, so they never differ.
 */
export function isOtherLanguage(a: string, b: string): boolean {
  const here = languagesOf(a)
  const there = languagesOf(b)
  return here.size > 0 && there.size > 0 && [...here].every((language) => !there.has(language))
}

const remembered = new Map<string, ReadonlySet<string>>()
const mostRemembered = 5000

/** Names of streets come up again and again in the searches of one order file. */
function languagesOf(text: string): ReadonlySet<string> {
  const known = remembered.get(text)
  if (known) return known
  const words = foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []
  const languages = new Set(words.flatMap((word) => languagesByType.get(word) ?? []))
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(text, languages)
  return languages
}

function readLanguages(): ReadonlyMap<string, readonly string[]> {
  const languages = new Map<string, string[]>()
  for (const [language, types] of Object.entries(streetTypesByLanguage)) {
    for (const type of types) languages.set(type, [...(languages.get(type) ?? []), language])
  }
  return languages
}
