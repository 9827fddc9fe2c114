/** Hours of a week, from Monday 0:00 UTC. */
export const WEEK_HOURS = 168

const DAY_HOURS = 24
/** People come an hour or so sooner or later; the same width takes up the change to summer time. */
const SPREAD_H = 1.5

/** The hour of the week of an instant, in UTC. */
export const weekHourOf = (at: Date): number => ((at.getUTCDay() + 6) % 7) * DAY_HOURS + at.getUTCHours()

/** A bell around noon on a circle of so many hours; it sums to one. */
function bell(hours: number): readonly number[] {
  const raw = Array.from({ length: hours }, (_, n) => {
    const away = Math.min(n, hours - n)
    return Math.exp(-0.5 * (away / SPREAD_H) ** 2)
  })
  const sum = raw.reduce((total, part) => total + part, 0)
  return raw.map((part) => part / sum)
}

const week = bell(WEEK_HOURS)
const day = bell(DAY_HOURS)

/** How near two hours of the week are: half as hours of the week, half as hours of any day, so that Tuesday says something of Friday. */
const nearness = Array.from({ length: WEEK_HOURS }, (_, away) => {
  const [ofWeek = 0, ofDay = 0] = [week[away], day[away % DAY_HOURS]]
  return 0.5 * ofWeek + (0.5 * ofDay * DAY_HOURS) / WEEK_HOURS
})

/** How often each hour of the week was seen. */
export type HourCounts = readonly number[]

/**
 * The probability of an hour of the week, smoothed around the clock and the week, with a parent's estimate counting as so many sightings.
 * Over all hours it sums to one where the parent's does. Linear in the hours.
 */
export function smoothedHour(counts: HourCounts, hour: number, parent: number, weight: number): number {
  let [near, total] = [0, 0]
  for (const [other, count] of counts.entries()) {
    if (count === 0) continue
    total += count
    near += count * (nearness[(hour - other + WEEK_HOURS) % WEEK_HOURS] ?? 0)
  }
  return (near + weight * parent) / (total + weight)
}
