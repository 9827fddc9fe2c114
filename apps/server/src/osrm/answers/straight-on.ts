import type { Approach, Measure, NearestRoad } from '@cartage/roads'

/**
 * The places with headings in which a trip passes each without turning round there, chosen for the quickest trip (dynamic
 * programming over the two headings of each place in between). Undefined where there is no such trip.
 */
export function driveStraightOn(
  places: readonly NearestRoad[],
  approaches: readonly Approach[],
  measure: (from: NearestRoad, to: NearestRoad) => Measure | undefined,
): readonly NearestRoad[] | undefined {
  let trips: readonly Trip[] = choices(places, approaches, 0).map((place) => ({
    durationS: 0,
    place,
    before: undefined,
  }))
  for (let index = 1; index < places.length; index++) {
    trips = choices(places, approaches, index).flatMap((place) => {
      const arriving = trips.flatMap((before) => {
        const leg = measure(before.place, place)
        return leg ? [{ durationS: before.durationS + leg.durationS, place, before }] : []
      })
      return quickest(arriving) ?? []
    })
  }
  const best = quickest(trips)
  return best && placesOf(best)
}

interface Trip {
  readonly durationS: number
  readonly place: NearestRoad
  readonly before: Trip | undefined
}

/** At its ends a trip is free; in between it goes on as it came. A bearing has chosen already, and so may a curb. */
function choices(
  places: readonly NearestRoad[],
  approaches: readonly Approach[],
  index: number,
): readonly NearestRoad[] {
  const place = places[index]
  if (!place) return []
  const isEnd = index === 0 || index === places.length - 1
  if (isEnd || place.heading !== undefined || approaches[index] === 'curb') return [place]
  return [
    { ...place, heading: 'along' },
    { ...place, heading: 'against' },
  ]
}

function quickest(trips: readonly Trip[]): Trip | undefined {
  return trips.reduce<Trip | undefined>(
    (best, trip) => (best && best.durationS <= trip.durationS ? best : trip),
    undefined,
  )
}

function placesOf(trip: Trip): readonly NearestRoad[] {
  const places: NearestRoad[] = []
  for (let at: Trip | undefined = trip; at; at = at.before) places.push(at.place)
  return places.reverse()
}
