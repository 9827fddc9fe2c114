import type { Problem } from '../model/problem.ts'
import type { PlaceOf } from './in-file.ts'
import type { VrplibFile } from './vrplib-sections.ts'

const OF_VEHICLES = new Map([
  ['fixed', 'VEHICLES_FIXED_COST'],
  ['perKm', 'VEHICLES_UNIT_DISTANCE_COST'],
  ['maxDistanceM', 'VEHICLES_MAX_DISTANCE'],
  ['maxDurationS', 'VEHICLES_MAX_DURATION'],
])

/** Where in a file what a problem says of a task or vehicle comes from: the row of a section, or the field for all. */
export function vrplibPlaces(file: VrplibFile, { jobs, shipments = [] }: Problem): PlaceOf {
  return ([list, index = 0, ...rest]) => {
    const number = Number(index)
    const key = rest.findLast((part) => typeof part === 'string')
    if (list === 'shipments') {
      const node = shipments[number]?.pickup.location ?? 0
      return placeIn(file, ['PICKUP_AND_DELIVERY'], node + 1)
    }
    if (list === 'shifts') {
      const name = OF_VEHICLES.get(key ?? '')
      return placeIn(file, name === undefined ? [] : [name], number + 1)
    }
    const job = jobs[number]
    if (job === undefined) return [0, 'file']
    const demands = job.kind === 'pickup' || key === 'takes' ? ['BACKHAUL'] : ['DEMAND', 'LINEHAUL']
    return placeIn(file, key === 'prize' ? ['PRIZE'] : demands, job.location + 1)
  }
}

function placeIn(file: VrplibFile, names: readonly string[], number: number): readonly [number, string] {
  for (const name of names) {
    const title = `${name}_SECTION`
    const section = file.sections.get(title)
    const row = section?.rows.find(({ words }) => Number(words[0]) === number)
    if (section !== undefined) return [row?.line ?? section.line, title]
    const field = file.fields.get(name)
    if (field !== undefined) return [field.line, name]
  }
  return [0, 'file']
}
