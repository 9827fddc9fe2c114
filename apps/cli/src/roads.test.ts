import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writePbf } from '@cartage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roadsCommand } from './roads.ts'

interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

let cwd: string

async function roads(...argv: string[]): Promise<Ran> {
  const out: string[] = []
  const err: string[] = []
  const code = await roadsCommand(argv, {
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
    cwd,
  })
  return { code, stdout: out.join(''), stderr: err.join('') }
}

// Two streets west of Greenwich that meet at 2, and an island street. A thousandth of a degree is about 111 m.
const extract = writePbf({
  nodes: [
    { id: 1, lon: -0.002, lat: 0 },
    { id: 2, lon: -0.001, lat: 0 },
    { id: 3, lon: -0.001, lat: 0.001 },
    { id: 4, lon: -0.001, lat: -0.01 },
    { id: 5, lon: -0.002, lat: -0.01 },
  ],
  ways: [
    { id: 10, refs: [1, 2], tags: { highway: 'residential', name: 'Quay Street', maxspeed: '36' } },
    { id: 11, refs: [2, 3], tags: { highway: 'residential', name: 'Mill Lane', maxspeed: '36' } },
    { id: 12, refs: [4, 5], tags: { highway: 'residential', name: 'Island Road' } },
  ],
})

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'cartage-cli-'))
  await mkdir(join(cwd, 'maps'))
  await writeFile(join(cwd, 'maps', 'quay.osm.pbf'), extract)
  await roads('build', 'maps/quay.osm.pbf', '--out', 'quay', '--profile', 'anchor-car-1', '--profile', 'bike')
})

afterAll(async () => rm(cwd, { recursive: true, force: true }))

describe('roads match', () => {
  // 36 km/h along Quay Street and up Mill Lane: 10 m each second.
  const drive = Array.from({ length: 22 }, (_, at) => {
    const along = at * 9e-5
    return along < 0.001 ? [-0.002 + along, 0] : [-0.001, along - 0.001]
  })

  it('prints the path of a drive recorded as CSV, with its confidence', async () => {
    const rows = drive.map(([lon, lat], at) => `${lon},${lat},${at},5`)
    await writeFile(join(cwd, 'drive.csv'), ['lon,lat,at,accuracy_m', ...rows].join('\n'))

    const { code, stdout, stderr } = await roads(
      'match',
      '--region',
      'quay',
      '--trace',
      'drive.csv',
      '--timing',
    )

    expect(code).toBe(0)
    const { type, features } = JSON.parse(stdout)
    expect(type).toBe('FeatureCollection')
    expect(features).toHaveLength(1)
    expect(features[0].properties).toMatchObject({ firstPoint: 0, lastPoint: 21, matchedPoints: 22 })
    expect(features[0].properties.confidence).toBeGreaterThan(0.9)
    expect(features[0].properties.distanceM).toBeCloseTo(210, -1)
    expect(features[0].geometry.coordinates).toContainEqual([-0.001, 0])
    expect(JSON.parse(stderr)).toMatchObject({ n: 22 })
  })

  it('reads GPX, and splits it at a pause that is longer than the gap', async () => {
    const points = drive.map(([lon, lat], index) => {
      const seconds = String(index < 11 ? index : index + 38).padStart(2, '0')
      return `<trkpt lat="${lat}" lon="${lon}"><ele>3</ele><time>2026-05-04T09:30:${seconds}Z</time></trkpt>`
    })
    await writeFile(
      join(cwd, 'drive.gpx'),
      `<?xml version="1.0"?><gpx><trk><trkseg>${points.join('\n')}</trkseg></trk></gpx>`,
    )

    const whole = await roads('match', '--region', 'quay', '--trace', 'drive.gpx')
    const split = await roads('match', '--region', 'quay', '--trace', 'drive.gpx', '--gap', '20')

    expect(JSON.parse(whole.stdout).features).toHaveLength(1)
    expect(JSON.parse(split.stdout).features).toHaveLength(2)
  })

  it.each([
    [
      'lon,lat,at\n0,0,noon',
      'line 2, at: "noon" is neither seconds nor a time such as 2026-05-04T09:30:00Z.',
    ],
    ['lon,lat,accuracy_m\n0,0,good', 'line 2, accuracy_m: "good" is not a number of metres.'],
    ['lat\n0', 'line 1: there is no column "lon".'],
    ['<gpx></gpx>', 'has no track points (<trkpt>).'],
    ['<trkpt lat="1">', 'has no track points (<trkpt>).'],
    ['<trkpt lat="1"/>', 'track point 1, lon: is empty'],
    ['lon,lat,at\n0,0,5\n0,0,4', 'Sort the trace by time.'],
  ])('refuses %j and says where', async (text, message) => {
    await writeFile(join(cwd, 'bad.csv'), text)

    const { code, stderr } = await roads('match', '--region', 'quay', '--trace', 'bad.csv')

    expect(code).toBe(2)
    expect(stderr).toContain(message)
  })

  it('says when nothing fits', async () => {
    await writeFile(join(cwd, 'sea.csv'), 'lon,lat\n1,1\n1,1.001')

    const { code, stderr } = await roads('match', '--region', 'quay', '--trace', 'sea.csv')

    expect(code).toBe(1)
    expect(stderr).toContain('no part of the trace follows the roads')
  })
})

describe('roads isochrone', () => {
  it('prints areas as GeoJSON features, the largest first', async () => {
    const { code, stdout } = await roads(
      'isochrone',
      '--region',
      'quay',
      '-0.0015,0',
      '--minutes',
      '0.1,1',
      '--km',
      '0.1',
      '--to',
    )

    expect(code).toBe(0)
    const { type, features } = JSON.parse(stdout)
    expect(type).toBe('FeatureCollection')
    expect(features.map(({ properties }: { properties: unknown }) => properties)).toEqual([
      { km: 0.1, direction: 'to' },
      { minutes: 1, direction: 'to' },
      { minutes: 0.1, direction: 'to' },
    ])
    expect(features[0].geometry.type).toBe('MultiPolygon')
  })

  it.each([
    [['--minutes', '5'], 'name one coordinate'],
    [['0,0'], 'name limits'],
    [['0,0', '--minutes', '5,x'], '--minutes 5,x: "x" is not a number above 0.'],
    [['0,0', '--km', '-1'], '--km -1: "-1" is not a number above 0.'],
  ])('refuses %j', async (argv, message) => {
    const { code, stderr } = await roads('isochrone', '--region', 'quay', ...argv)

    expect(code).toBe(2)
    expect(stderr).toContain(message)
  })
})

describe('roads build', () => {
  it('prints the counts of the build as JSON, progress elsewhere', async () => {
    const { code, stdout, stderr } = await roads(
      'build',
      'maps/quay.osm.pbf',
      '--out',
      'q2',
      '--no-turns',
      '--name',
      'Quay',
    )

    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      file: 'quay.osm.pbf',
      nodes: 5,
      directed_segments: 6,
      ways: 3,
      refs_missing_from_extract: 0,
      blocked_nodes: 0,
      restriction_relations_used: 0,
      forbidden_turn_pairs: 0,
      largest_scc_nodes: 3,
      name: 'Quay',
      profiles: ['car'],
    })
    expect(stderr).toMatch(/^read +\d+\.\d s, \d+\.\d MB, .* MB\/s\nroads car /)
  })

  it('joins several extracts, and names the region after the first', async () => {
    const other = { nodes: [3, 4].map((id) => ({ id, lon: -0.001, lat: id === 3 ? 0.001 : -0.01 })) }
    const pier = { id: 20, refs: [3, 4], tags: { highway: 'residential', name: 'Pier' } }
    await writeFile(join(cwd, 'maps', 'pier.osm.pbf'), writePbf({ ...other, ways: [pier] }))

    const { code, stdout } = await roads('build', 'maps/quay.osm.pbf', 'maps/pier.osm.pbf', '--out', 'both')

    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      file: 'quay.osm.pbf + pier.osm.pbf',
      name: 'quay',
      nodes: 5,
      ways: 4,
      largest_scc_nodes: 5,
    })
  })

  it('takes a profile of one’s own', async () => {
    await writeFile(join(cwd, 'tractor.json'), '{"extends": "car", "name": "tractor", "topSpeedKmh": 40}')

    const { code, stdout } = await roads(
      'build',
      'maps/quay.osm.pbf',
      '--out',
      'q3',
      '--profile',
      'tractor.json',
    )

    expect([code, JSON.parse(stdout).profiles]).toEqual([0, ['tractor']])
  })
})

describe('printing a profile', () => {
  it('gives the whole of it, which is a profile file again', async () => {
    const printed = await roads('profile', 'truck')
    await writeFile(join(cwd, 'printed.json'), printed.stdout)

    const again = await roads('profile', 'printed.json')

    expect([printed.code, JSON.parse(printed.stdout).vehicle.heightM]).toEqual([0, 3.8])
    expect(again.stdout).toBe(printed.stdout)
  })

  it('gives the schema of profile files', async () => {
    const { code, stdout } = await roads('profile', '--schema')

    expect([code, JSON.parse(stdout).title]).toEqual([0, 'Cartage road profile'])
  })

  it.each([
    ['no name', [], 'name a profile: car, van, truck, bike, walk, anchor-car-1, or a .json file'],
    ['another name', ['tank'], 'no profile "tank". Use one of car,'],
    ['two names', ['car', 'van'], 'one profile is expected, not also van'],
    ['a name beside --schema', ['car', '--schema'], 'leave out car'],
    [
      'a file that is wrong',
      ['slow.json'],
      'slow.json is wrong at "topSpeedKmh": it must be a number from 0.1',
    ],
  ])('refuses %s', async (_, args, message) => {
    await writeFile(join(cwd, 'slow.json'), '{"extends": "car", "name": "slow", "topSpeedKmh": 0}')

    const { code, stdout, stderr } = await roads('profile', ...args)

    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
  })
})

describe('asking a region', () => {
  it('prints durations and distances of pairs in their order, empty where there is no way', async () => {
    await writeFile(
      join(cwd, 'pairs.csv'),
      'note,to_lat,from_lon,from_lat,to_lon\n"a, b",0,-0.002,0,-0.001\nisland,-0.01,-0.002,0,-0.001\n\nlane,0.001,-0.002,0,-0.001\n',
    )

    const { code, stdout } = await roads('pairs', '--region', 'quay', '--pairs', 'pairs.csv')

    expect([code, stdout]).toEqual([0, 'duration_s,distance_m\n11.120,111.200\n,\n22.239,222.400\n'])
  })

  it('prints the table of durations, or of distances', async () => {
    await writeFile(join(cwd, 'points.csv'), '\uFEFFlon,lat\r\n-0.002,0\r\n-0.001,0.001\r\n-0.002,-0.01\r\n')

    const durations = await roads('table', '--region', 'quay', '--points', 'points.csv', '--timing')
    const distances = await roads('table', '--region', 'quay', '--points=points.csv', '--distances')

    expect(durations.stdout).toBe('0.000,22.239,\n22.239,0.000,\n,,0.000\n')
    expect(distances.stdout).toBe('0.000,222.400,\n222.400,0.000,\n,,0.000\n')
    expect(JSON.parse(durations.stderr)).toEqual({
      load_s: expect.any(Number),
      snap_s: expect.any(Number),
      query_s: expect.any(Number),
      n: 3,
    })
  })

  it('takes an argument like -8.61,41.15 as a coordinate', async () => {
    const { code, stdout } = await roads('route', '--region', 'quay', '-0.0015,0', '-0.001,0.0005')

    const feature = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(feature.properties.distanceM).toBe(111.2)
    expect(feature.geometry.coordinates).toEqual([
      [-0.0015, 0],
      [-0.001, 0],
      [-0.001, 0.0005],
    ])
  })

  it('says what a driver has to do, in the language asked for', async () => {
    const route = ['route', '--region', 'quay', '-0.0015,0', '-0.001,0.0005']
    const english = await roads(...route, '--steps')
    const german = await roads(...route, '--steps', '--language', 'de-AT')
    const klingon = await roads(...route, '--steps', '--language', 'tlh')
    const wordless = await roads(...route, '--language', 'de')

    const { steps, durationS } = JSON.parse(english.stdout).properties
    expect(steps.map(({ instruction }: { instruction: string }) => instruction)).toEqual([
      'Set off heading east along Quay Street',
      'Bear left into Mill Lane',
      'You are there',
    ])
    expect(steps[0]).toMatchObject({ distanceM: 55.6, maneuver: { type: 'depart', bearingAfterDeg: 90 } })
    expect(steps[0].durationS + steps[1].durationS).toBeCloseTo(durationS, 3)
    expect(JSON.parse(german.stdout).properties.steps[0].instruction).toContain('Osten')
    expect([klingon.code, klingon.stderr]).toEqual([
      2,
      'cartage roads route: --language is "tlh"; instructions are in de, en, es, fr, it, nl, pt.\n',
    ])
    expect([wordless.code, wordless.stderr]).toEqual([2, expect.stringContaining('--steps')])
  })

  it('uses the profile that is named', async () => {
    const byCar = await roads('route', '--region', 'quay', '-0.002,0', '-0.001,0')
    const byBike = await roads('route', '--region', 'quay', '--profile', 'bike', '-0.002,0', '-0.001,0')

    expect(JSON.parse(byBike.stdout).properties.durationS).toBeGreaterThan(
      JSON.parse(byCar.stdout).properties.durationS,
    )
  })

  it('asks the roads as they are at an instant under conditions', async () => {
    const conditions = { changes: [{ id: 'works', speedFactor: 0.5, until: '2026-04-07T10:00:00Z' }] }
    await writeFile(join(cwd, 'works.json'), JSON.stringify(conditions))
    const ends = ['-0.002,0', '-0.001,0']
    const at = async (departure: string): Promise<number> => {
      const under = ['--conditions', 'works.json', '--departure', departure]
      const { stdout } = await roads('route', '--region', 'quay', ...under, ...ends)
      return JSON.parse(stdout).properties.durationS
    }

    const usual = JSON.parse((await roads('route', '--region', 'quay', ...ends)).stdout).properties.durationS

    expect(await at('2026-04-07T09:59:00Z')).toBeCloseTo(2 * usual, 2)
    expect(await at('2026-04-07T12:00:00+02:00')).toBe(usual)
  })

  it('names file and field of conditions that are wrong', async () => {
    const factors = Array.from({ length: 167 }, () => 0.5)
    await writeFile(join(cwd, 'short.json'), JSON.stringify({ traffic: [{ factors }] }))
    await writeFile(join(cwd, 'half.json'), '{"traffic": [')
    const asked = async (file: string) =>
      roads('route', '--region', 'quay', '--conditions', file, '-0.002,0', '-0.001,0')

    expect(await asked('short.json')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/short\.json: .*"traffic\.0\.factors": there must be 168 factors/),
    })
    expect(await asked('half.json')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/half\.json: The road conditions are no JSON/),
    })
  })

  it('gives a point outside the region to no road, whoever asks', async () => {
    await writeFile(join(cwd, 'abroad.csv'), 'lon,lat\n-0.001,0\n2,48\n')
    await writeFile(join(cwd, 'trips.csv'), 'from_lon,from_lat,to_lon,to_lat\n-0.001,0,2,48\n')
    const asked = [
      await roads('route', '--region', 'quay', '-0.001,0', '2,48'),
      await roads('table', '--region', 'quay', '--points', 'abroad.csv'),
      await roads('pairs', '--region', 'quay', '--pairs', 'trips.csv'),
      await roads('isochrone', '--region', 'quay', '2,48', '--minutes', '5'),
    ]

    expect(asked.map(({ code }) => code)).toEqual([2, 2, 2, 2])
    for (const { stderr } of asked) expect(stderr).toContain('2,48 lies outside the region quay')
    expect(asked[1]?.stderr).toContain('abroad.csv, row 3')
  })

  it('says that there is no way, and ends with 1', async () => {
    const { code, stdout, stderr } = await roads('route', '--region', 'quay', '-0.002,0', '-0.002,-0.01')

    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('no way by road')
  })

  it('prints the nearest point on a road', async () => {
    await writeFile(join(cwd, 'near.csv'), 'lon,lat\n-0.0015,0.0001\n')

    const { stdout } = await roads('snap', '--region', 'quay', '--points', 'near.csv')

    expect(stdout).toBe('lon,lat,distance_m,way_id\n-0.0015000,0.0000000,11.120,10\n')
  })

  it('finds an address', async () => {
    const { stdout } = await roads('search', '--region', 'quay', 'Mill', 'Lane')

    expect(JSON.parse(stdout)[0]).toEqual({
      lon: expect.any(Number),
      lat: expect.any(Number),
      label: expect.stringContaining('Mill Lane'),
      level: 'street',
      confidence: expect.any(Number),
    })
  })

  it('writes the basemap as one archive', async () => {
    const { code, stdout, stderr } = await roads('tiles', '--region', 'quay', '--out', 'quay.pmtiles')

    const archive = await readFile(join(cwd, 'quay.pmtiles'))
    expect(code).toBe(0)
    expect(archive.subarray(0, 7).toString()).toBe('PMTiles')
    expect(JSON.parse(stdout)).toEqual({
      file: join(cwd, 'quay.pmtiles'),
      tiles: expect.any(Number),
      contents: expect.any(Number),
      bytes: archive.length,
    })
    expect(stderr).toContain('tiles 100 %')
  })
})

describe('bad input', () => {
  beforeAll(async () => {
    await writeFile(join(cwd, 'empty.csv'), '')
    await writeFile(join(cwd, 'names.csv'), 'x,y\n1,2\n')
    await writeFile(join(cwd, 'words.csv'), 'lon,lat\n1,2\neast,3\n')
    await writeFile(join(cwd, 'far.csv'), 'lon,lat\n1,95\n')
    await writeFile(join(cwd, 'gap.csv'), 'lon,lat\n1\n')
    await writeFile(join(cwd, 'huge.csv'), 'lon,lat\n1e400,1\n')
  })

  it.each([
    ['no command', [], 'Usage'],
    ['another command', ['fly'], 'there is no "fly"; there are build, table'],
    ['no extract', ['build', '--out', 'x'], 'name the extract'],
    ['an extract that is not there', ['build', 'none.osm.pbf', '--out', 'x'], 'none.osm.pbf does not exist'],
    [
      'a departure without conditions',
      ['route', '--region', 'quay', '--departure', 'now', '-0.002,0', '-0.001,0'],
      '--conditions',
    ],
    ['no folder for the region', ['build', 'maps/quay.osm.pbf'], '--out is missing'],
    [
      'another profile',
      ['build', 'maps/quay.osm.pbf', '--out', 'x', '--profile', 'tank'],
      'no profile "tank"',
    ],
    ['an unknown option', ['snap', '--regoin', 'quay'], 'no option --regoin; there are --region'],
    ['an option without its value', ['snap', '--region'], '--region needs a value'],
    ['no region there', ['route', '--region', 'maps', '0,0', '1,1'], 'There is no region in'],
    [
      'half a coordinate',
      ['route', '--region', 'quay', '-8.61', '0,0'],
      '"-8.61" is not a coordinate; write LON,LAT',
    ],
    [
      'a swapped coordinate',
      ['route', '--region', 'quay', '41.15,-98.61', '0,0'],
      '"41.15,-98.61" is not a coordinate',
    ],
    ['one coordinate', ['route', '--region', 'quay', '0,0'], 'at least two coordinates'],
    ['a missing file', ['snap', '--region', 'quay', '--points', 'none.csv'], 'none.csv does not exist'],
    ['an empty file', ['snap', '--region', 'quay', '--points', 'empty.csv'], 'empty.csv is empty'],
    [
      'other columns',
      ['snap', '--region', 'quay', '--points', 'names.csv'],
      'line 1: there is no column "lon"',
    ],
    [
      'a word',
      ['table', '--region', 'quay', '--points', 'words.csv'],
      'words.csv, line 3, lon: "east" is not a number',
    ],
    ['a latitude of 95', ['table', '--region', 'quay', '--points', 'far.csv'], 'far.csv, line 2, lat'],
    [
      'an absent cell',
      ['table', '--region', 'quay', '--points', 'gap.csv'],
      'gap.csv, line 2, lat: is empty',
    ],
    ['an endless number', ['table', '--region', 'quay', '--points', 'huge.csv'], 'huge.csv, line 2, lon'],
    ['nothing to search', ['search', '--region', 'quay'], 'name what to search for'],
    ['no archive', ['tiles', '--region', 'quay'], '--out is missing'],
    ['a zoom of 17', ['tiles', '--region', 'quay', '--out', 'x', '--max-zoom', '17'], '--max-zoom is "17"'],
    ['an archive nowhere', ['tiles', '--region', 'quay', '--out', 'no/x.pmtiles'], 'cannot be written to'],
    ['a limit of none', ['search', '--region', 'quay', 'x', '--limit', '0'], '--limit is "0"'],
  ])('SEC-E03, F20: names what is wrong with %s, and ends with 2', async (_, argv, message) => {
    const { code, stdout, stderr } = await roads(...argv)

    expect(code).toBe(2)
    expect(stdout + stderr).toContain(message)
  })
})
