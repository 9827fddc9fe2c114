import { readHouseNumber } from './house-number.ts'

/** A number between two surveyed ones and where it lies between them, 0 to 1. */
interface NumberBetween {
  readonly number: number
  readonly letter: string
  readonly fraction: number
}

/** More numbers than this between two surveyed ones is a mistake in the data. */
const longestInterpolation = 500

/**
 * The numbers that an interpolation way stands for between two surveyed ones, without these. `kind` is the value of `addr:interpolation`:
 * `odd` and `even` take the numbers of that parity even where an end has the other one, `all` every number, `alphabetic` the
 * letters between `12A` and `12F`, and a whole number is the step itself. Another value counts as every second number.
 */
export function interpolatedNumbers(kind: string, fromLabel: string, toLabel: string): NumberBetween[] {
  const from = readHouseNumber(fromLabel)
  const to = readHouseNumber(toLabel)
  if (!from || !to) return []
  if (kind === 'alphabetic') return lettersBetween(from, to)
  const span = to.first - from.first
  const step = kind === 'all' ? 1 : /^[1-9]\d{0,2}$/.test(kind) ? Number(kind) : 2
  if (Math.abs(span) / step > longestInterpolation) return []
  const parity = kind === 'odd' ? 1 : kind === 'even' ? 0 : undefined
  const first = parity === undefined || from.first % 2 === parity ? step : 1
  const between: NumberBetween[] = []
  for (let away = first; away < Math.abs(span); away += step) {
    const number = from.first + Math.sign(span) * away
    between.push({ number, letter: '', fraction: away / Math.abs(span) })
  }
  return between
}

function lettersBetween(
  from: { readonly first: number; readonly letter: string },
  to: { readonly first: number; readonly letter: string },
): NumberBetween[] {
  // `12` to `12C` begins before A.
  const start = from.letter === '' ? 96 : from.letter.charCodeAt(0)
  const end = to.letter === '' ? 96 : to.letter.charCodeAt(0)
  const span = end - start
  const isLatin = [start, end].every((code) => code >= 96 && code <= 122)
  if (from.first !== to.first || !isLatin) return []
  return Array.from({ length: Math.max(0, Math.abs(span) - 1) }, (_, index) => {
    const away = index + 1
    return {
      number: from.first,
      letter: String.fromCharCode(start + Math.sign(span) * away),
      fraction: away / Math.abs(span),
    }
  })
}
