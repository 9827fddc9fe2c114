import { pino } from 'pino'
import { openRegion } from '@cartage/roads'
import { addressName, openedSource } from './opened-source.ts'
import { createRoadsApp } from './roads-app.ts'
import type { RoadsAppOptions } from './roads-app.ts'

export interface ServeRegionsOptions extends Omit<RoadsAppOptions, 'source' | 'log'> {
  /** Folders of regions. */
  readonly dirs: readonly string[]
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
}

export interface ServedRegions extends AsyncDisposable {
  readonly url: string
  /** What the profile segment may be. */
  readonly profiles: readonly string[]
}

/** Serves OSRM's HTTP API over regions in folders, with no database, until it is disposed of. Throws `RoadsError`. */
export async function serveRegions(options: ServeRegionsOptions): Promise<ServedRegions> {
  const { dirs, host, port, ...others } = options
  const regions = await Promise.all(dirs.map((dir) => openRegion(dir)))
  const log = pino({ level: 'warn', base: null }, pino.destination(2))
  const app = await createRoadsApp({ ...others, source: openedSource(regions), log })
  try {
    const url = await app.listen({ host, port })
    const profiles = regions.flatMap(({ info }) =>
      info.profiles.map((profile) => `${addressName(info.name)}-${profile}`),
    )
    return { url, profiles, [Symbol.asyncDispose]: () => app.close() }
  } catch (error) {
    await app.close()
    throw error
  }
}
