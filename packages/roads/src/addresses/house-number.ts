import { foldText } from './fold-text.ts'

/** A house number as it is compared: `12 B` is 12 with the letter b, `12-16` runs from 12 to 16. */
export interface HouseNumber {
  readonly first: number
  readonly last: number
  readonly letter: string
}

const largestNumber = 99_999

/** Reads one house number; undefined for texts such as `s/n` that hold none. */
export function readHouseNumber(text: string): HouseNumber | undefined {
  const found =
    /^\s*(?:no?[.º°]?\s*)?(\d{1,6})(?!\d)\s*(?:[-–/]\s*(\d{1,6})(?!\d))?\s*(?:[-/]?\s*(bis|ter|\p{L}))?(?!\p{L})/u.exec(
      foldText(text),
    )
  if (!found) return undefined
  const first = Number(found[1])
  const end = Number(found[2] ?? found[1])
  if (first > largestNumber) return undefined
  return { first, last: end > first && end - first <= 100 ? end : first, letter: found[3] ?? '' }
}

/** The numbers that a tag names: lists (`12;14`) one by one, a range on every second number. */
export function listHouseNumbers(text: string): { readonly number: number; readonly letter: string }[] {
  return text.split(/[;,]/).flatMap((piece) => {
    const read = readHouseNumber(piece)
    if (!read) return []
    const step = (read.last - read.first) % 2 === 0 ? 2 : 1
    const count = Math.floor((read.last - read.first) / step) + 1
    return Array.from({ length: count }, (_, index) => ({
      number: read.first + index * step,
      letter: read.letter,
    }))
  })
}
