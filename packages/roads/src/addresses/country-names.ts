import { nameKey } from './name-key.ts'

const languages = ['en', 'pt', 'es', 'ca', 'fr', 'de', 'it', 'nl', 'sv', 'da', 'nb']
const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index))
let known: ReadonlySet<string> | undefined

/** Names of all countries in the languages of our extracts, as name keys. An address may end in one, and it tells no streets apart. */
export function countryNames(): ReadonlySet<string> {
  known ??= readCountryNames()
  return known
}

function readCountryNames(): ReadonlySet<string> {
  const inEnglish = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  const codes = letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => inEnglish.of(code) !== undefined)
  const names = languages.flatMap((language) => {
    const inLanguage = new Intl.DisplayNames([language], { type: 'region' })
    return codes.map((code) => inLanguage.of(code) ?? code)
  })
  return new Set([...new Set(names)].map(nameKey))
}
