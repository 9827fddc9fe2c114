/** A word of the dictionary near to the one asked for. */
interface SimilarWord {
  readonly word: number
  /** Insertions, deletions, substitutions and swaps of neighbours between the two. */
  readonly edits: number
}

/** The sorted words of an index. */
export interface WordDictionary {
  readonly count: number
  textOf(word: number): string
  /** UTF-16 units. */
  lengthOf(word: number): number
  /** Index of a word, or -1. O(log n). */
  find(text: string): number
  /** Words that begin with `text`: `[from, to)`. */
  withPrefix(text: string): { readonly from: number; readonly to: number }
  /** Words at most `mostEdits` away, nearest first. */
  similar(text: string, mostEdits: number): SimilarWord[]
}

/** Longer words are compared exactly only; it also bounds the table of `similar`. */
const longestWord = 40

/**
 * Opens the dictionary over its sections: the UTF-16 units of the sorted words, where each begins, and how many units each shares with
 * the one before.
 *
 * `similar` fills the table of the optimal string alignment distance (Damerau 1964) row by row along each word. Because the words
 * are sorted, rows of a shared prefix are kept from the word before, and once a row has no value within the bound every word that
 * shares that prefix is skipped: the walk a trie would give, without one. Cost: a small multiple of the number of words whose prefix is in reach.
 */
export function wordDictionary(units: Uint16Array, offsets: Uint32Array, shared: Uint8Array): WordDictionary {
  const count = shared.length
  const table = new Uint8Array((longestWord + 2) * (longestWord + 1))

  const compare = (word: number, text: string): number => {
    const from = offsets[word] ?? 0
    const length = (offsets[word + 1] ?? from) - from
    const common = Math.min(length, text.length)
    for (let i = 0; i < common; i++) {
      const difference = (units[from + i] ?? 0) - text.charCodeAt(i)
      if (difference !== 0) return difference
    }
    return length - text.length
  }
  const lowerBound = (text: string): number => {
    let low = 0
    let high = count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compare(middle, text) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    count,
    textOf: (word) => String.fromCharCode(...units.subarray(offsets[word] ?? 0, offsets[word + 1] ?? 0)),
    lengthOf: (word) => (offsets[word + 1] ?? 0) - (offsets[word] ?? 0),
    find(text) {
      const at = lowerBound(text)
      return at < count && compare(at, text) === 0 ? at : -1
    },
    withPrefix(text) {
      return { from: lowerBound(text), to: lowerBound(`${text}\uffff`) }
    },
    similar(text, mostEdits) {
      const n = text.length
      if (n === 0 || n > longestWord) return []
      const target = Uint16Array.from(text, (unit) => unit.charCodeAt(0))
      const width = n + 1
      for (let j = 0; j <= n; j++) table[j] = j
      const found: SimilarWord[] = []
      // Rows 0..validDepth of the table belong to the prefix of the current word.
      let validDepth = 0
      for (let word = 0; word < count; word++) {
        const from = offsets[word] ?? 0
        const length = Math.min((offsets[word + 1] ?? from) - from, longestWord)
        let depth = Math.min(validDepth, shared[word] ?? 0)
        let inReach = true
        while (depth < length) {
          const unit = units[from + depth] ?? 0
          const before = depth > 0 ? (units[from + depth - 1] ?? 0) : -1
          depth++
          if (!fillRow(table, width, target, depth, unit, before, mostEdits)) {
            inReach = false
            break
          }
        }
        validDepth = depth
        if (inReach) {
          const edits = table[length * width + n] ?? 255
          if (edits <= mostEdits && (offsets[word + 1] ?? 0) - from <= longestWord)
            found.push({ word, edits })
        } else {
          while (word + 1 < count && (shared[word + 1] ?? 0) >= depth) word++
        }
      }
      return found.toSorted((a, b) => a.edits - b.edits)
    },
  }
}

/** Fills row `depth` for one more unit; false when nothing in it is within the bound. */
function fillRow(
  table: Uint8Array,
  width: number,
  target: Uint16Array,
  depth: number,
  unit: number,
  unitBefore: number,
  mostEdits: number,
): boolean {
  const row = depth * width
  const above = row - width
  table[row] = depth
  let least = depth
  for (let j = 1; j < width; j++) {
    const wanted = target[j - 1] ?? 0
    let value = (table[above + j - 1] ?? 0) + (wanted === unit ? 0 : 1)
    value = Math.min(value, (table[above + j] ?? 0) + 1, (table[row + j - 1] ?? 0) + 1)
    if (j > 1 && depth > 1 && wanted === unitBefore && target[j - 2] === unit) {
      value = Math.min(value, (table[above - width + j - 2] ?? 0) + 1)
    }
    table[row + j] = value
    if (value < least) least = value
  }
  return least <= mostEdits
}

/** Distinct words in the order of the dictionary. */
export function sortedWords(words: readonly string[]): string[] {
  return [...new Set(words)].toSorted(compareUnits)
}

/** A dictionary of a few words, in memory. */
export function dictionaryOf(words: readonly string[]): WordDictionary {
  const { wordUnits, wordOffsets, wordShared } = dictionarySections(sortedWords(words))
  return wordDictionary(wordUnits, wordOffsets, wordShared)
}

/** The sections of a dictionary: words must be as `sortedWords` gives them. */
export function dictionarySections(words: readonly string[]) {
  const wordOffsets = new Uint32Array(words.length + 1)
  words.forEach((word, index) => {
    wordOffsets[index + 1] = (wordOffsets[index] ?? 0) + word.length
  })
  const wordUnits = new Uint16Array(wordOffsets[words.length] ?? 0)
  const wordShared = new Uint8Array(words.length)
  words.forEach((word, index) => {
    const from = wordOffsets[index] ?? 0
    for (let i = 0; i < word.length; i++) wordUnits[from + i] = word.charCodeAt(i)
    wordShared[index] = sharedPrefix(words[index - 1] ?? '', word)
  })
  return { wordOffsets, wordUnits, wordShared }
}

function sharedPrefix(a: string, b: string): number {
  let length = 0
  while (length < 255 && length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}

function compareUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
