/** Letters that Unicode does not decompose into a base letter and a mark. */
const wholeLetters: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ł', 'l'],
  ['ı', 'i'],
])

/**
 * The form in which texts are compared: lower case, no accents, `ß` as `ss`, Catalan `l·l` as `ll`, an elided article cut off
 * (`d'Urg` becomes `d urg`) and any other apostrophe dropped (`Mary's` becomes `marys`). Punctuation stays, since
 * commas separate the parts of an address and a full stop marks an abbreviation.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\u00b7\u0387\u00ad\u200b]/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðþłı]/gu, (letter) => wholeLetters.get(letter) ?? letter)
    .replace(/(?<![\p{L}\p{N}])(\p{L}{1,2})['’`´](?=\p{L})/gu, '$1 ')
    .replace(/['’`´]/gu, '')
}
