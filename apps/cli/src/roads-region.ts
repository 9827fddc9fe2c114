import { resolve } from 'node:path'
import { invalid, isWithin } from '@cartage/domain'
import type { Point } from '@cartage/domain'
import { openRegion } from '@cartage/roads'
import type { Region } from '@cartage/roads'
import type { Io } from './io.ts'
import { underConditions } from './roads-conditions.ts'
import { requireOption } from './roads-args.ts'
import type { Args, OptionSpec } from './roads-args.ts'

/** Options of every command that asks a region. */
export const queryOptions: OptionSpec = {
  region: 'value',
  profile: 'value',
  timing: 'flag',
  conditions: 'value',
  departure: 'value',
}

export interface OpenedRegion {
  readonly region: Region
  readonly profile: string | undefined
  readonly timing: Timing
}

/** Opens the region that `--region` names, with the profile that `--profile` names. */
export async function openQueriedRegion(args: Args, io: Io): Promise<OpenedRegion> {
  const dir = requireOption(args, 'region', 'name the folder that "cartage roads build --out" wrote')
  const profile = args.get('profile')
  const timing = new Timing(args.has('timing') ? io : undefined)
  const region = await timing.measureAsync('load_s', async () => {
    const usual = await openRegion(resolve(io.cwd, dir), profile === undefined ? {} : { profiles: [profile] })
    return underConditions(usual, args, profile, io)
  })
  return { region, profile, timing }
}

type Phase = 'load_s' | 'snap_s' | 'query_s'

/** Seconds by phase, printed as one JSON line on stderr when asked for. */
class Timing {
  readonly #seconds: Record<Phase, number> = { load_s: 0, snap_s: 0, query_s: 0 }
  readonly #io: Io | undefined

  constructor(io: Io | undefined) {
    this.#io = io
  }

  measure<T>(phase: Phase, run: () => T): T {
    const startedAt = performance.now()
    const result = run()
    this.#add(phase, startedAt)
    return result
  }

  async measureAsync<T>(phase: Phase, run: () => Promise<T>): Promise<T> {
    const startedAt = performance.now()
    const result = await run()
    this.#add(phase, startedAt)
    return result
  }

  /** `n` counts what was asked: points or pairs. */
  print(n: number): void {
    this.#io?.stderr(`${JSON.stringify({ ...this.#seconds, n })}\n`)
  }

  #add(phase: Phase, startedAt: number): void {
    this.#seconds[phase] += Math.round((performance.now() - startedAt) * 1000) / 1e6
  }
}

/** Some ten kilometres: a place just over the border still finds its road. */
const MARGIN_DEG = 0.1

/** Throws for a coordinate that the region knows nothing about, whose nearest road would be anywhere; `where` says what named it. */
export function requireInRegion({ info }: Region, { lon, lat }: Point, where = ''): void {
  if (isWithin(info.bounds, { lon, lat }, MARGIN_DEG)) return
  throw invalid(`${where}${lon},${lat} lies outside the region ${info.name}.`)
}

/** The same for the rows of a file. */
export function requireRowsInRegion(region: Region, path: string, rows: readonly (readonly Point[])[]): void {
  rows.forEach((points, row) => {
    for (const point of points) requireInRegion(region, point, `${path}, row ${row + 2}: `)
  })
}
