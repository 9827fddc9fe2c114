import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { buildRegion } from '../src/index.ts'
import { readOsm } from '../src/osm/read-osm.ts'

// Prints one JSON line per measurement: how long reading an extract takes, and the most memory that the process had by
// the end of each phase of a build. Every one runs in a process of its own.

const shared = resolve(import.meta.dirname, '../../../../shared/osm')
const gothenburg = fileURLToPath(import.meta.resolve('geojson-path-finder/test/large-network.json'))
const extracts = [
  gothenburg,
  ...['porto', 'andorra', 'columbus']
    .map((area) => join(shared, `${area}.osm.pbf`))
    .filter((path) => existsSync(path)),
]

const [what, source = ''] = process.argv.slice(2)
// As `cartage roads build` does.
setFlagsFromString('--semi-space-growth-factor=1')
const area = source === gothenburg ? 'gothenburg' : basename(source).replace('.osm.pbf', '')

function print(bench: string, value: number, unit: string): void {
  console.log(JSON.stringify({ bench, area, value: Math.round(value * 1000) / 1000, unit }))
}

/** The most memory that this process had so far. */
const peakMb = (): number => process.resourceUsage().maxRSS / 1024

if (what === 'read') {
  print('roads.read.memory-before', peakMb(), 'MB')
  const startedAt = performance.now()
  const before = process.cpuUsage()
  const osm = await readOsm(source)
  const { user, system } = process.cpuUsage(before)
  print('roads.read', (performance.now() - startedAt) / 1000, 's')
  print('roads.read.cpu', (user + system) / 1e6, 's')
  print('roads.read.memory', peakMb(), 'MB')
  print('roads.read.nodes', osm.nodeIds.length, 'nodes')
} else if (what === 'build') {
  const folder = await mkdtemp(join(tmpdir(), 'cartage-bench-'))
  let running = 'read'
  const printPeak = (): void => print(`roads.build.memory after ${running}`, peakMb(), 'MB')
  try {
    await buildRegion({
      source,
      out: join(folder, 'region'),
      onProgress: ({ phase, done, total }) => {
        // The next phase may report its first step late, so reading ends with its own last one.
        if (phase === 'read' ? done === total : phase !== running && running !== 'read') printPeak()
        running = phase
      },
    })
    print('roads.build.memory', peakMb(), 'MB')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
} else {
  for (const extract of extracts) {
    for (const each of ['read', 'build']) {
      spawnSync(process.execPath, [import.meta.filename, each, extract], { stdio: 'inherit' })
    }
  }
}
