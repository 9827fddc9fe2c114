import { readWords } from './read-words.ts'
import type { Word } from './read-words.ts'
import { smallWords } from './street-words.ts'
import type { WordDictionary } from './word-dictionary.ts'

/**
 * Moves, drops and adds spaces so that unknown words become known ones: `Ruade Arzila`, `Gi lEanes`, `Stor gatan`. An unknown word is split
 * in two, else joined with the next or the one before and, if that is no word either, split elsewhere. Undefined when nothing helps.
 */
export function repairSpaces(
  words: readonly Word[],
  dictionary: WordDictionary,
): readonly Word[] | undefined {
  const isKnown = (text: string): boolean => {
    const [word] = readWords(text)
    return word !== undefined && word.forms.some((form) => dictionary.find(form) >= 0)
  }
  const repaired: string[] = []
  let isChanged = false
  for (let at = 0; at < words.length; at++) {
    const text = words[at]?.text ?? ''
    const next = words[at + 1]
    const before = repaired.at(-1)
    if (words[at]?.isNumber || isKnown(text)) {
      repaired.push(text)
      continue
    }
    const split = splitKnown(text, isKnown)
    const withNext = split || !next || next.isNumber ? undefined : readJoined(text + next.text, isKnown)
    const withBefore =
      split || withNext || before === undefined ? undefined : readJoined(before + text, isKnown)
    isChanged ||= (split ?? withNext ?? withBefore) !== undefined
    if (withNext) at++
    if (withBefore) repaired.pop()
    repaired.push(...(split ?? withNext ?? withBefore ?? [text]))
  }
  return isChanged ? readWords(repaired.join(' ')) : undefined
}

function readJoined(text: string, isKnown: (text: string) => boolean): readonly string[] | undefined {
  return isKnown(text) ? [text] : splitKnown(text, isKnown)
}

/** The split into two known words whose shorter one is longest. Two small words are no evidence. */
function splitKnown(text: string, isKnown: (text: string) => boolean): readonly string[] | undefined {
  let best: readonly string[] | undefined
  let bestLength = 0
  for (let at = 1; at < text.length; at++) {
    const shorter = Math.min(at, text.length - at)
    if (shorter <= bestLength || text.length < 5) continue
    const pieces = [text.slice(0, at), text.slice(at)]
    if (!pieces.every(isKnown) || pieces.every((piece) => smallWords.has(piece))) continue
    best = pieces
    bestLength = shorter
  }
  return best
}
