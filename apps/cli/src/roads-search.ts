import { invalid } from '@cartage/domain'
import type { Io } from './io.ts'
import { readArgs, readCoordinate } from './roads-args.ts'
import { openQueriedRegion, queryOptions } from './roads-region.ts'

/** `roads search "Street 12, Town"`: the addresses that fit, best first. */
export async function searchCommand(argv: readonly string[], io: Io): Promise<number> {
  const args = readArgs(argv, { ...queryOptions, limit: 'value', near: 'value' })
  const text = args.positional.join(' ').trim()
  if (text === '') throw invalid('name what to search for, for example "Street 12, Town".')
  const limit = readLimit(args.get('limit') ?? '10')
  const near = args.get('near')
  const { region, timing } = await openQueriedRegion(args, io)
  const matches = timing.measure('query_s', () =>
    region.search(text, near === undefined ? { limit } : { limit, near: readCoordinate(near) }),
  )
  io.stdout(
    `${JSON.stringify(matches.map(({ lon, lat, label, level, confidence }) => ({ lon, lat, label, level, confidence })))}\n`,
  )
  timing.print(matches.length)
  return 0
}

function readLimit(text: string): number {
  const limit = Number(text)
  if (Number.isInteger(limit) && limit >= 1 && limit <= 100) return limit
  throw invalid(`--limit is "${text}"; a whole number from 1 to 100 is expected.`)
}
