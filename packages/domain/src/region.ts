import type { Bounds } from './geo.ts'

export const regionStates = ['building', 'ready', 'failed'] as const
export type RegionState = (typeof regionStates)[number]

/** Roads, addresses and tiles of one extract; it belongs to the installation. */
export interface RegionSummary {
  readonly name: string
  readonly state: RegionState
  readonly bounds: Bounds | null
  readonly profiles: readonly string[]
  readonly attribution: string
  /** Bytes on disk of the built region. */
  readonly sizeBytes: number | null
  readonly progress: { readonly phase: string; readonly done: number; readonly total: number } | null
  /** Why the build failed, in words for a person. */
  readonly failure: string | null
  readonly builtAt: string | null
}
