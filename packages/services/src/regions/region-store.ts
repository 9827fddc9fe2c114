import type { Match, Matrix, Region, RegionInfo, Route } from '@cartage/roads'
import type { Point } from '@cartage/domain'

export interface MatrixRequest {
  readonly points: readonly Point[]
  readonly profile: string
  readonly signal?: AbortSignal | undefined
}

/**
 * The opened regions of this process. A region is read from its folder when it is first asked for and again
 * after it was rebuilt; small questions are answered at once, heavy ones on another thread.
 */
export interface RegionStore extends AsyncDisposable {
  /** Where regions live, one folder each. */
  readonly folder: string
  /** The region, ready for small questions; PRECONDITION `REGION_NOT_READY` when there is none. */
  open(name: string): Promise<Region>
  /** Durations and distances between all points, computed without holding up this thread. */
  matrix(name: string, request: MatrixRequest): Promise<Matrix>
  /** A vector tile, uncompressed; undefined where there is nothing to draw. */
  tile(name: string, z: number, x: number, y: number): Promise<Uint8Array | undefined>
  /** Forgets a region, so that the next question reads its folder again. */
  forget(name: string): void
}
export type { Match, Region, RegionInfo, Route }
