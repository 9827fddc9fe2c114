import type { Tags } from '../osm/osm-data.ts'

/** What a ferry can do: outside of it `duration` or the drawn line is wrong, or belongs to more than this way. */
const slowestKmh = 1
const fastestKmh = 100

/** The speed that a ferry's `duration` means over its length; `otherwiseKmh` where there is none that makes sense. */
export function ferrySpeedKmh(tags: Tags, lengthM: () => number, otherwiseKmh: number): number {
  const seconds = readDurationS(tags['duration'] ?? '')
  if (seconds === undefined) return otherwiseKmh
  const speedKmh = (lengthM() / seconds) * 3.6
  return speedKmh >= slowestKmh && speedKmh <= fastestKmh ? speedKmh : otherwiseKmh
}

/** `HH:MM`, `HH:MM:SS`, plain minutes, or ISO 8601 such as `PT1H30M`. */
function readDurationS(text: string): number | undefined {
  const clock = /^\s*(?:(\d{1,3}):)?(\d{1,3})(?::(\d{2}))?\s*$/.exec(text)
  const iso = /^\s*PT(?=\d)(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,5})S)?\s*$/.exec(text)
  const match = clock ?? iso
  if (!match) return undefined
  const [hours, minutes, seconds] = match.slice(1).map((digits: string | undefined) => Number(digits ?? 0))
  const total = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)
  return total > 0 ? total : undefined
}
