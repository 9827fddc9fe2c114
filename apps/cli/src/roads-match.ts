import { resolve } from 'node:path'
import { invalid } from '@cartage/domain'
import type { Io } from './io.ts'
import { readArgs, requireOption } from './roads-args.ts'
import { openQueriedRegion, queryOptions } from './roads-region.ts'
import { readTrace } from './roads-trace.ts'

/** `roads match --trace FILE`: the paths of a recorded drive as GeoJSON features. */
export async function matchCommand(argv: readonly string[], io: Io): Promise<number> {
  const args = readArgs(argv, { ...queryOptions, trace: 'value', gap: 'value' })
  const gap = args.get('gap')
  const gapS = gap === undefined ? undefined : Number(gap)
  if (gapS !== undefined && !(gapS > 0)) throw invalid(`--gap ${gap} is not a number of seconds above 0.`)
  const trace = await readTrace(resolve(io.cwd, requireOption(args, 'trace', 'name a CSV or GPX file')))
  const { region, profile, timing } = await openQueriedRegion(args, io)
  const matchings = timing.measure('query_s', () => region.match(trace, { profile, gapS }))
  timing.print(trace.length)
  if (matchings.length === 0) {
    io.stderr('cartage: no part of the trace follows the roads of the region.\n')
    return 1
  }
  const features = matchings.map(({ confidence, durationS, distanceM, points, geometry }) => ({
    type: 'Feature',
    properties: {
      confidence: toThousandths(confidence),
      durationS: toThousandths(durationS),
      distanceM: toThousandths(distanceM),
      /** Indices in the trace, from 0. */
      firstPoint: points[0]?.index,
      lastPoint: points.at(-1)?.index,
      matchedPoints: points.length,
    },
    geometry: { type: 'LineString', coordinates: geometry },
  }))
  io.stdout(`${JSON.stringify({ type: 'FeatureCollection', features })}\n`)
  return 0
}

const toThousandths = (value: number): number => Math.round(value * 1000) / 1000
