import { CartageError, invalid } from '@cartage/domain'
import { RoadsError } from '@cartage/roads'
import type { Command, Io } from './io.ts'
import { buildCommand } from './roads-build.ts'
import { isochroneCommand } from './roads-isochrone.ts'
import { matchCommand } from './roads-match.ts'
import { pairsCommand } from './roads-pairs.ts'
import { profileCommand } from './roads-profile.ts'
import { routeCommand } from './roads-route.ts'
import { searchCommand } from './roads-search.ts'
import { serveRegionsCommand } from './roads-serve.ts'
import { snapCommand } from './roads-snap.ts'
import { tableCommand } from './roads-table.ts'
import { tilesCommand } from './roads-tiles.ts'

const commands: Readonly<Record<string, Command>> = {
  build: buildCommand,
  table: tableCommand,
  pairs: pairsCommand,
  route: routeCommand,
  match: matchCommand,
  isochrone: isochroneCommand,
  snap: snapCommand,
  search: searchCommand,
  tiles: tilesCommand,
  serve: serveRegionsCommand,
  profile: profileCommand,
}

const usage = `Usage:
  cartage roads build EXTRACT... --out DIR [--profile NAME|FILE.json]... [--no-turns] [--name NAME] [--attribution TEXT]
      build a region from .osm.pbf extracts (several may overlap) or from GeoJSON ways; profiles: car (default), van, truck, bike, walk, anchor-car-1.
      --no-turns leaves restrictions, turn costs and barriers out
  cartage roads profile NAME|FILE.json | --schema    the whole profile as JSON, to start one's own from; docs/roads/profiles.md
  cartage roads table  --region DIR --points FILE.csv [--distances]    columns lon,lat; a row a source
  cartage roads pairs  --region DIR --pairs FILE.csv                   columns from_lon,from_lat,to_lon,to_lat
  cartage roads route  --region DIR LON,LAT LON,LAT...                 the path as a GeoJSON feature
      [--steps [--language TAG]] adds what a driver has to do, in de, en (default), es, fr, it, nl or pt
  cartage roads match  --region DIR --trace FILE.csv|FILE.gpx [--gap SECONDS]
      the paths of a recorded drive as GeoJSON features with their confidence; columns lon,lat and, where known, at (seconds or
      an ISO time) and accuracy_m (standard deviation); a longer pause than the gap (180 s) splits the trace
  cartage roads isochrone --region DIR LON,LAT --minutes 5,10,15 | --km 1,2 [--to]
      what can be reached within each limit, or with --to from where, as GeoJSON features, the largest first
  cartage roads snap   --region DIR --points FILE.csv                  columns lon,lat
  cartage roads search --region DIR "Street 12, Town" [--limit N] [--near LON,LAT]
  cartage roads tiles  --region DIR --out FILE.pmtiles [--max-zoom N]   the basemap as one PMTiles archive
  cartage roads serve  --region DIR... [--port N] [--host ADDRESS --public] [--threads N] [--max-table N]
      [--max-route N] [--max-match N] [--max-nearest N]
      OSRM's HTTP API at http://127.0.0.1:5000/route/v1/REGION-PROFILE/..., until Ctrl-C
  All but build, serve and profile take [--profile NAME] where the region has several, [--timing]: one JSON line on stderr, and
  [--conditions FILE.json [--departure INSTANT]]: closures, speeds and hours of the week that the roads have then; docs/roads/conditions.md
`

/** `cartage roads …`: builds regions and asks them. Gives 0 when done, 2 on bad input, 1 otherwise. */
export async function roadsCommand(argv: readonly string[], io: Io): Promise<number> {
  const [name = '', ...rest] = argv
  const asksHelp = rest.includes('--help') || rest.includes('-h')
  if (name === '' || name === '--help' || name === '-h' || (asksHelp && Object.hasOwn(commands, name))) {
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
