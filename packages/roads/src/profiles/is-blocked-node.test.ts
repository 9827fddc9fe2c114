import { describe, expect, it } from 'vitest'
import { findProfile } from './find-profile.ts'
import { isBlockedNode } from './is-blocked-node.ts'

const profiles = {
  anchor: await findProfile('anchor-car-1'),
  car: await findProfile('car'),
  truck: await findProfile('truck'),
  bike: await findProfile('bike'),
  walk: await findProfile('walk'),
}

describe('a node', () => {
  it.each([
    ['anchor', { barrier: 'bollard' }, true],
    ['anchor', { barrier: 'bollard', access: 'yes' }, false],
    ['anchor', { barrier: 'bollard', motorcar: 'private', access: 'yes' }, true],
    ['anchor', { barrier: 'gate' }, false],
    ['anchor', { barrier: 'gate', access: 'private' }, true],
    ['anchor', { barrier: 'gate', locked: 'yes' }, false],
    ['anchor', { barrier: 'toll_booth', access: 'no' }, false],
    ['anchor', { barrier: 'height_restrictor', maxheight: '1' }, false],
    ['anchor', { access: 'no' }, false],
    ['car', { barrier: 'bollard' }, true],
    ['car', { barrier: 'bollard', motor_vehicle: 'destination' }, true],
    ['car', { barrier: 'bollard', motor_vehicle: 'yes' }, false],
    ['car', { barrier: 'lift_gate', access: 'private' }, false],
    ['car', { barrier: 'gate', access: 'no' }, true],
    ['car', { barrier: 'gate', locked: 'yes' }, true],
    ['car', { highway: 'crossing', access: 'no' }, false],
    ['truck', { barrier: 'height_restrictor', maxheight: '2.1' }, true],
    ['car', { barrier: 'height_restrictor', maxheight: '2.1' }, false],
    ['truck', { maxweight: '3.5' }, true],
    ['bike', { barrier: 'bollard' }, false],
    ['bike', { barrier: 'bollard', 'maxwidth:physical': '0.7' }, true],
    ['bike', { barrier: 'kissing_gate' }, true],
    ['bike', { barrier: 'gate', bicycle: 'no' }, true],
    ['walk', { barrier: 'kissing_gate' }, false],
    ['walk', { barrier: 'stile' }, false],
    ['walk', { barrier: 'wall' }, true],
  ])('for %s with %o: blocked %s', (name, tags, isBlocked) => {
    const profile = profiles[name as keyof typeof profiles]
    expect(isBlockedNode(profile, tags)).toBe(isBlocked)
  })
})
