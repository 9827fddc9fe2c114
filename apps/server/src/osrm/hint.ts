import { createHash } from 'node:crypto'
import type { RegionInfo, Snap } from '@cartage/roads'
import type { AskedPoint } from './query.ts'

/**
 * A place on the road as text that a client may send back. 32 bytes: of which build and profile it is (4), edge (4), segment (4),
 * fraction (8), and for which coordinate (4 + 4, 1e-6 degrees), 4 unused, in base64url. The place counts for that build,
 * profile and coordinate only.
 */
const hintBytes = 32
const hintText = /^[A-Za-z0-9_-]{43}=?$/

export type PlaceOnEdge = Pick<Snap, 'edge' | 'segment' | 'fraction'>

export const isHint = (text: string): boolean => hintText.test(text)

/** Tells builds of regions and their profiles apart. */
export function fingerprint({ name, builtAt }: RegionInfo, profile: string): number {
  return createHash('sha256')
    .update(JSON.stringify([name, builtAt, profile]))
    .digest()
    .readUInt32LE()
}

export function writeHint(
  build: number,
  { lon, lat }: AskedPoint,
  { edge, segment, fraction }: PlaceOnEdge,
): string {
  const bytes = Buffer.alloc(hintBytes)
  bytes.writeUInt32LE(build, 0)
  bytes.writeUInt32LE(edge, 4)
  bytes.writeUInt32LE(segment, 8)
  bytes.writeDoubleLE(fraction, 12)
  bytes.writeInt32LE(micro(lon), 20)
  bytes.writeInt32LE(micro(lat), 24)
  return bytes.toString('base64url')
}

/** The place of a hint; undefined for another build, another coordinate, or a number that none of ours would hold. */
export function readHint(build: number, { hint, lon, lat }: AskedPoint): PlaceOnEdge | undefined {
  if (hint === undefined) return undefined
  const bytes = Buffer.from(hint, 'base64url')
  if (bytes.length !== hintBytes || bytes.readUInt32LE(0) !== build) return undefined
  if (bytes.readInt32LE(20) !== micro(lon) || bytes.readInt32LE(24) !== micro(lat)) return undefined
  const fraction = bytes.readDoubleLE(12)
  if (!(fraction >= 0 && fraction <= 1)) return undefined
  return { edge: bytes.readUInt32LE(4), segment: bytes.readUInt32LE(8), fraction }
}

const micro = (degrees: number): number => Math.round(degrees * 1e6)
