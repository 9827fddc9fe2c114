import type { Point } from '@cartage/domain'
import { addressLikeness, type AddressText, type Match } from '@cartage/roads'
import type { Answer } from './dialect.ts'

/** An answer this far from the point asked for says nothing about it, metres. */
const reverseReachM = 500
const metresPerDegree = 111_195
/** The street is right, but the house is another one. */
const otherHouseFactor = 0.9

/**
 * Answers as matches, surest first, on one scale whichever service gave them. With a text they are judged by its words, without one (reverse)
 * by how far they are from the point. What a service says of its own sureness can only lower that.
 */
export function judgeAnswers(
  asked: AddressText | undefined,
  answers: readonly Answer[],
  from?: Point,
): readonly Match[] {
  const matches = answers.map((answer): Match => {
    const { lon, lat, level, score = 1 } = answer
    if (asked === undefined) {
      const away = from === undefined ? 0 : distanceM(from, answer)
      const confidence = rounded(Math.min(score, Math.max(0, 1 - 0.6 * (away / reverseReachM))))
      return { lon, lat, label: labelOf(answer), level, confidence }
    }
    const { confidence, isSameNumber } = addressLikeness(asked, answer)
    // Another house of the right street is no better than its middle, whatever the service calls it.
    const isOtherHouse = !isSameNumber && answer.houseNumber !== undefined
    return {
      lon,
      lat,
      label: labelOf(answer),
      level: isOtherHouse && level !== 'place' ? 'street' : level,
      confidence: rounded(Math.min(score, confidence * (isOtherHouse ? otherHouseFactor : 1))),
    }
  })
  return matches.toSorted((a, b) => b.confidence - a.confidence)
}

/** `Street 12, Town`, as the region's own labels are. */
function labelOf({ name, houseNumber, around }: Answer): string {
  const [town] = around
  const street = houseNumber === undefined ? name : `${name} ${houseNumber}`
  return town === undefined || town === name ? street : `${street}, ${town}`
}

function distanceM(a: Point, b: Point): number {
  const east = (b.lon - a.lon) * Math.cos((a.lat * Math.PI) / 180)
  return Math.hypot(east, b.lat - a.lat) * metresPerDegree
}

function rounded(confidence: number): number {
  return Math.round(confidence * 1000) / 1000
}
