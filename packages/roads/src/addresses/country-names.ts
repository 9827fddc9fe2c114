import { nameKey } from './name-key.ts'

const languages = ['en', 'pt', 'es', 'ca', 'fr', 'de', 'it', 'nl', 'sv', 'da', 'nb']
const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index))
let known: ReadonlyMap<string, readonly string[]> | undefined

/**
 * ISO codes of the countries that go by a name, by name key, for the names of all countries in the languages of our extracts. An address may end
 * in one.
 */
export function countryCodes(): ReadonlyMap<string, readonly string[]> {
  known ??= readCountryCodes()
  return known
}

function readCountryCodes(): ReadonlyMap<string, readonly string[]> {
  const inEnglish = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  const codes = letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => inEnglish.of(code) !== undefined)
  const byName = new Map<string, string[]>()
  for (const language of languages) {
    const inLanguage = new Intl.DisplayNames([language], { type: 'region' })
    for (const code of codes) {
      const name = nameKey(inLanguage.of(code) ?? code)
      const there = byName.get(name) ?? []
      if (!there.includes(code)) byName.set(name, [...there, code])
    }
  }
  return byName
}
