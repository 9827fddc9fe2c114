import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { aTown, writePbf } from '@cartage/testing'
import type { PbfEncoding } from '@cartage/testing'
import { describe, expect, it } from 'vitest'
import { RoadsError } from '../src/index.ts'
import { readOsm } from '../src/osm/read-osm.ts'
import { buildRoads } from '../src/region/build-roads.ts'
import { findProfile } from '../src/profiles/find-profile.ts'
import { aTemporaryFolder } from './a-temporary-folder.ts'
import { withMetrics } from './roads-of.ts'

const profile = await findProfile('car')

/** A small repeatable random source (xorshift32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

/** What becomes of a damaged file: read and built in full, or refused. Anything else is thrown. */
async function outcomeOf(path: string): Promise<'built' | 'refused'> {
  try {
    await withMetrics(await buildRoads(await readOsm(path), [profile], { source: path, turns: true }))
    return 'built'
  } catch (error) {
    if (error instanceof RoadsError && error.message.includes(path)) return 'refused'
    throw error
  }
}

const encodings: [string, Partial<PbfEncoding>][] = [
  ['packed', { elementsPerBlock: 3 }],
  // Without compression no checksum guards the bytes, so every flip reaches the decoder.
  ['raw', { compression: 'raw' }],
  ['raw, plain and unpacked', { compression: 'raw', nodes: 'plain', packed: false }],
]

describe.each(encodings)('F19: a %s extract with flipped bits', (_, encoding) => {
  it('is built or refused by name, 400 times', async () => {
    const path = join(await aTemporaryFolder(), 'town.osm.pbf')
    const whole = writePbf(aTown, encoding)
    const outcomes = { built: 0, refused: 0 }

    for (let seed = 1; seed <= 400; seed++) {
      const random = randomFrom(seed)
      const bytes = whole.slice()
      for (let flips = 1 + random(3); flips > 0; flips--) {
        const offset = random(bytes.length)
        bytes[offset] = bytes[offset]! ^ (1 << random(8))
      }
      await writeFile(path, bytes)
      outcomes[await outcomeOf(path)]++
    }

    expect(outcomes.built + outcomes.refused).toBe(400)
    expect(outcomes.refused).toBeGreaterThan(50)
  })

  it('is refused or built wherever it is cut', async () => {
    const path = join(await aTemporaryFolder(), 'town.osm.pbf')
    const whole = writePbf(aTown, encoding)

    for (let length = 0; length < whole.length; length += 7) {
      await writeFile(path, whole.subarray(0, length))
      expect(['built', 'refused']).toContain(await outcomeOf(path))
    }
  })
})
