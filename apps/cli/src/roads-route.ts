import { invalid } from '@cartage/domain'
import { instructionLanguages, instructionText } from '@cartage/roads'
import type { Step } from '@cartage/roads'
import type { Io } from './io.ts'
import { readArgs, readCoordinate } from './roads-args.ts'
import type { Args } from './roads-args.ts'
import { openQueriedRegion, queryOptions, requireInRegion } from './roads-region.ts'

/**
 * `roads route LON,LAT LON,LAT …`: the fastest path through the coordinates as a GeoJSON feature. With `--steps` its properties
 * also say what a driver has to do, in words of `--language`.
 */
export async function routeCommand(argv: readonly string[], io: Io): Promise<number> {
  const args = readArgs(argv, { ...queryOptions, steps: 'flag', language: 'value' })
  const points = args.positional.map(readCoordinate)
  if (points.length < 2) throw invalid('name at least two coordinates, for example -8.61,41.15 -8.60,41.16.')
  const language = readLanguage(args)
  const { region, profile, timing } = await openQueriedRegion(args, io)
  for (const point of points) requireInRegion(region, point)
  const snaps = timing.measure('snap_s', () =>
    points.map((point) => region.snap(point.lon, point.lat, { profile }) ?? point),
  )
  const route = timing.measure('query_s', () =>
    region.route(snaps, { profile, steps: language !== undefined }),
  )
  timing.print(points.length)
  if (!route) {
    io.stderr('cartage: there is no way by road between these coordinates.\n')
    return 1
  }
  const { durationS, distanceM, geometry, legs } = route
  const steps =
    language === undefined
      ? undefined
      : legs.flatMap((leg) => leg.steps ?? []).map((step) => toJson(step, language))
  io.stdout(
    `${JSON.stringify({
      type: 'Feature',
      properties: { durationS: toThousandths(durationS), distanceM: toThousandths(distanceM), steps },
      geometry: { type: 'LineString', coordinates: geometry },
    })}\n`,
  )
  return 0
}

/** The language of the steps when they are asked for. */
function readLanguage(args: Args): string | undefined {
  const language = args.get('language')
  if (!args.has('steps')) {
    if (language !== undefined) throw invalid('--language is of the instructions: ask for them with --steps.')
    return undefined
  }
  if (language === undefined) return 'en'
  if (instructionLanguages.includes(language.toLowerCase().split('-')[0] ?? '')) return language
  throw invalid(`--language is "${language}"; instructions are in ${instructionLanguages.join(', ')}.`)
}

/** A step without its line, which is a part of the feature's. */
function toJson({ durationS, distanceM, name, ref, roadClass, maneuver }: Step, language: string) {
  const instruction = instructionText({ name, ref, roadClass, maneuver }, language)
  return { instruction, durationS, distanceM, name, ref, roadClass, maneuver }
}

const toThousandths = (value: number): number => Math.round(value * 1000) / 1000
