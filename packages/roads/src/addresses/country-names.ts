import { nameKey } from './collect-streets.ts'

const languages = ['en', 'pt', 'es', 'ca', 'fr', 'de', 'it', 'nl', 'sv', 'da', 'nb']
const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index))
let known: ReadonlySet<string> | undefined

/** Names of all countries in the languages of our extracts, as name keys. An address may end in one, and it tells no streets apart. */
export function countryNames(): ReadonlySet<string> {
  known ??= new Set(languages.flatMap(namesIn))
  return known
}

function namesIn(language: string): string[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
  return letters.flatMap((first) =>
    letters.flatMap((second) => {
      const name = names.of(first + second)
      return name === undefined ? [] : [nameKey(name)]
    }),
  )
}
