import type { Tags } from '../osm/osm-data.ts'
import type { Profile } from './profile.ts'
import { readMetres, readTonnes } from './read-measure.ts'

/** Whether the vehicle's size, weight and load are within the limits posted on a way or a node. */
export function isWithinLimits({ vehicle, accessKeys }: Profile, tags: Tags): boolean {
  return (
    isAtMost(vehicle.heightM, tags, heightKeys, readMetres) &&
    isAtMost(vehicle.widthM, tags, widthKeys, readMetres) &&
    isAtMost(vehicle.lengthM, tags, lengthKeys, readMetres) &&
    isAtMost(vehicle.weightT, tags, accessKeys.includes('hgv') ? lorryWeightKeys : weightKeys, readTonnes) &&
    isAtMost(vehicle.axleLoadT, tags, axleLoadKeys, readTonnes) &&
    isLoadAllowed(vehicle, tags)
  )
}

const heightKeys = ['maxheight', 'maxheight:physical']
const widthKeys = ['maxwidth', 'maxwidth:physical']
const lengthKeys = ['maxlength']
const weightKeys = ['maxweight', 'maxweightrating']
const lorryWeightKeys = [...weightKeys, 'maxweight:hgv', 'maxweightrating:hgv']
const axleLoadKeys = ['maxaxleload']

function isAtMost(
  size: number | undefined,
  tags: Tags,
  keys: readonly string[],
  read: (text: string) => number | undefined,
): boolean {
  if (size === undefined) return true
  return keys.every((key) => {
    const posted = tags[key]
    const limit = posted === undefined ? undefined : read(posted)
    return limit === undefined || size <= limit
  })
}

const tunnelCategories = ['B', 'C', 'D', 'E']

/**
 * Dangerous goods by the European agreement on their carriage by road (ADR, chapter 8.6): a load of code C may enter no tunnel
 * of category C, D or E.
 */
function isLoadAllowed(
  { hazmat, waterHazard, explosives, tunnelCode }: Profile['vehicle'],
  tags: Tags,
): boolean {
  if (hazmat && tags['hazmat'] === 'no') return false
  if (waterHazard && tags['hazmat:water'] === 'no') return false
  if (explosives && tags['hazmat:explosive'] === 'no') return false
  if (tunnelCode === undefined) return true
  const categories = tunnelCategories.slice(tunnelCategories.indexOf(tunnelCode))
  return !categories.some((category) => tags[`hazmat:${category}`] === 'no')
}
