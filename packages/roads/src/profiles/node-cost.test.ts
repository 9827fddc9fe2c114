import { describe, expect, it } from 'vitest'
import { findProfile } from './find-profile.ts'
import { nodeCostS } from './node-cost.ts'

const profiles = {
  anchor: await findProfile('anchor-car-1'),
  car: await findProfile('car'),
  bike: await findProfile('bike'),
  walk: await findProfile('walk'),
}

describe('passing a node', () => {
  it.each([
    ['anchor', { highway: 'traffic_signals', barrier: 'gate', access: 'private' }, 0],
    ['car', {}, 0],
    ['car', { name: 'Cross' }, 0],
    ['car', { highway: 'traffic_signals' }, 6],
    ['car', { highway: 'stop' }, 4],
    ['car', { highway: 'crossing' }, 1],
    // One halt, however many tags tell of it.
    ['car', { highway: 'crossing', crossing: 'traffic_signals', traffic_calming: 'hump' }, 3],
    ['car', { railway: 'level_crossing' }, 8],
    ['car', { barrier: 'gate' }, 20],
    ['car', { barrier: 'lift_gate', access: 'private' }, 60],
    ['car', { barrier: 'toll_booth' }, 20],
    ['car', { barrier: 'toString' }, 0],
    ['bike', { barrier: 'bollard' }, 1],
    ['walk', { highway: 'elevator' }, 30],
    ['walk', { highway: 'stop' }, 0],
  ])('costs %s at %o %d s', (name, tags, seconds) => {
    const profile = profiles[name as keyof typeof profiles]
    expect(nodeCostS(profile, tags)).toBe(seconds)
  })
})
