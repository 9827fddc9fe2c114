import type { Bounds } from '@cartage/domain'
import { RoadsError } from '../../errors.ts'
import { ProtoCursor } from './proto-cursor.ts'

const understood = new Set(['OsmSchema-V0.6', 'DenseNodes'])

/** Reads an `OSMHeader` blob: refuses features that change how data must be read, and gives the box if one is stated. */
export function readHeaderBlock(
  data: Uint8Array,
  where: { readonly path: string; readonly offset: number },
): Bounds | undefined {
  const cursor = new ProtoCursor(data)
  let bounds: Bounds | undefined
  while (cursor.next()) {
    if (cursor.field === 1) {
      const outer = cursor.enter()
      bounds = readBox(cursor)
      cursor.leave(outer)
    } else if (cursor.field === 4) {
      const feature = new TextDecoder().decode(cursor.bytes())
      if (understood.has(feature)) continue
      throw new RoadsError(
        'unsupported_input',
        `${where.path} requires the feature ${JSON.stringify(feature)} (stated at byte ${where.offset}), which is not read here. Use a plain extract (no history).`,
      )
    } else cursor.skip()
  }
  return bounds
}

function readBox(cursor: ProtoCursor): Bounds | undefined {
  const nanodegrees: Record<number, number> = {}
  while (cursor.next()) {
    if (cursor.wire === 0) nanodegrees[cursor.field] = cursor.zigzag()
    else cursor.skip()
  }
  const { 1: left, 2: right, 3: top, 4: bottom } = nanodegrees
  if (left === undefined || right === undefined || top === undefined || bottom === undefined) return undefined
  return { west: left / 1e9, south: bottom / 1e9, east: right / 1e9, north: top / 1e9 }
}
