import { invalid } from '@cartage/domain'
import type { Io } from './io.ts'
import { readArgs, readCoordinate } from './roads-args.ts'
import type { Args } from './roads-args.ts'
import { openQueriedRegion, queryOptions, requireInRegion } from './roads-region.ts'

/** `roads isochrone LON,LAT --minutes 5,10`: what is within reach as GeoJSON features, the largest first, so that all show. */
export async function isochroneCommand(argv: readonly string[], io: Io): Promise<number> {
  const args = readArgs(argv, { ...queryOptions, minutes: 'value', km: 'value', to: 'flag' })
  const [place, ...others] = args.positional
  if (place === undefined || others.length > 0) throw invalid('name one coordinate, for example -8.61,41.15.')
  const point = readCoordinate(place)
  const durationsS = readLimits(args, 'minutes').map((minutes) => minutes * 60)
  const distancesM = readLimits(args, 'km').map((km) => km * 1000)
  if (durationsS.length + distancesM.length === 0) {
    throw invalid('name limits, for example --minutes 5,10,15 or --km 1,2.')
  }
  const { region, profile, timing } = await openQueriedRegion(args, io)
  requireInRegion(region, point)
  const direction = args.has('to') ? 'to' : 'from'
  const areas = timing.measure('query_s', () =>
    region.isochrone(point, { profile, durationsS, distancesM, direction }),
  )
  timing.print(durationsS.length + distancesM.length)
  if (!areas) {
    io.stderr(`cartage: there is no road near ${place}.\n`)
    return 1
  }
  const features = areas
    .toSorted((a, b) => a.by.localeCompare(b.by) || b.limit - a.limit)
    .map(({ by, limit, geometry }) => ({
      type: 'Feature',
      properties: by === 'duration' ? { minutes: limit / 60, direction } : { km: limit / 1000, direction },
      geometry,
    }))
  io.stdout(`${JSON.stringify({ type: 'FeatureCollection', features })}\n`)
  return 0
}

function readLimits(args: Args, option: string): readonly number[] {
  const text = args.get(option)
  if (text === undefined) return []
  return text.split(',').map((part) => {
    const limit = part.trim() === '' ? Number.NaN : Number(part)
    if (limit > 0 && limit < Infinity) return limit
    throw invalid(`--${option} ${text}: "${part}" is not a number above 0.`)
  })
}
