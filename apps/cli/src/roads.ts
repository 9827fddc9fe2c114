import { CartageError, invalid } from '@cartage/domain'
import { RoadsError } from '@cartage/roads'
import type { Command, Io } from './io.ts'
import { buildCommand } from './roads-build.ts'
import { pairsCommand } from './roads-pairs.ts'
import { routeCommand } from './roads-route.ts'
import { searchCommand } from './roads-search.ts'
import { snapCommand } from './roads-snap.ts'
import { tableCommand } from './roads-table.ts'
import { tilesCommand } from './roads-tiles.ts'

const commands: Readonly<Record<string, Command>> = {
  build: buildCommand,
  table: tableCommand,
  pairs: pairsCommand,
  route: routeCommand,
  snap: snapCommand,
  search: searchCommand,
  tiles: tilesCommand,
}

const usage = `Usage:
  cartage roads build EXTRACT --out DIR [--profile NAME|FILE.json]... [--no-turns] [--name NAME] [--attribution TEXT]
      build a region from an .osm.pbf extract or GeoJSON ways; profiles: car (default), van, truck, bike, anchor-car-1.
      Turn restrictions are counted but not driven by yet, so a build is the same with and without --no-turns
  cartage roads table  --region DIR --points FILE.csv [--distances]    columns lon,lat; a row a source
  cartage roads pairs  --region DIR --pairs FILE.csv                   columns from_lon,from_lat,to_lon,to_lat
  cartage roads route  --region DIR LON,LAT LON,LAT...                 the path as a GeoJSON feature
  cartage roads snap   --region DIR --points FILE.csv                  columns lon,lat
  cartage roads search --region DIR "Street 12, Town" [--limit N] [--near LON,LAT]
  cartage roads tiles  --region DIR --out FILE.pmtiles [--max-zoom N]   the basemap as one PMTiles archive
  All but build take [--profile NAME] where the region has several, and [--timing]: one JSON line on stderr.
`

/** `cartage roads …`: builds regions and asks them. Gives 0 when done, 2 on bad input, 1 otherwise. */
export async function roadsCommand(argv: readonly string[], io: Io): Promise<number> {
  const [name = '', ...rest] = argv
  if (name === '' || name === '--help' || name === '-h' || rest.includes('--help') || rest.includes('-h')) {
    io.stdout(usage)
    return name === '' ? 2 : 0
  }
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) throw invalid(`there is no "${name}"; there are ${Object.keys(commands).join(', ')}.`)
    return await command(rest, io)
  } catch (error) {
    if (!(error instanceof RoadsError || isBadInput(error))) throw error
    io.stderr(`cartage roads ${name}: ${error.message}\n`)
    return 2
  }
}

function isBadInput(error: unknown): error is CartageError {
  return error instanceof CartageError && error.code === 'INVALID'
}
