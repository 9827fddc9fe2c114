import { z } from 'zod'
import { regionName, vehicleProfiles, type VehicleProfile } from './fleet.ts'
import type { Bounds } from './geo.ts'
import { textLine } from './text.ts'

/**
 * What a region is. `outdated` and `damaged` ones stand on disk and cannot be read: an older version of Cartage built
 * the one, and the files of the other are not as they were written. Both must be built again.
 */
export const regionStates = ['building', 'ready', 'outdated', 'damaged', 'failed'] as const
export type RegionState = (typeof regionStates)[number]

/** Whose roads a region has unless others are asked for: nobody walks in most fleets. */
export const usualProfiles: readonly VehicleProfile[] = ['car', 'van', 'truck', 'bike']

/** The profiles to build, each once. */
export const regionProfileList = z
  .array(z.enum(vehicleProfiles))
  .min(1, 'Choose at least one kind of vehicle.')
  .max(vehicleProfiles.length)
  .refine((names) => new Set(names).size === names.length, 'A kind of vehicle is named twice.')
  .readonly()

/** The most profiles of its own that a region has. */
export const MAX_CUSTOM_PROFILES = 8
/** The longest text of one; a profile that says everything has a fifth of it. */
export const MAX_PROFILE_LENGTH = 32_000

export const profileText = z
  .string()
  .trim()
  .min(1, 'The profile is empty.')
  .max(MAX_PROFILE_LENGTH, `A profile has at most ${MAX_PROFILE_LENGTH} characters.`)

/** Texts of profile files that are built besides those that come with Cartage. */
export const customProfileTexts = z
  .array(profileText)
  .max(MAX_CUSTOM_PROFILES, `A region has at most ${MAX_CUSTOM_PROFILES} profiles of its own.`)
  .readonly()

/** A profile that somebody wrote for a region. */
export interface CustomProfile {
  readonly name: string
  /** As it was given, so that it can be changed later. */
  readonly text: string
}

export const checkProfileInput = z.strictObject({ text: profileText })
export type CheckProfileInput = z.infer<typeof checkProfileInput>

/** What a profile's text comes to. */
export type ProfileCheck =
  | { readonly kind: 'sound'; readonly name: string; readonly base: string | null }
  | {
      readonly kind: 'wrong'
      readonly problems: readonly { readonly field: string; readonly message: string }[]
    }

export const regionTitle = textLine(80)

export const regionNameInput = z.strictObject({ name: regionName })
export type RegionNameInput = z.infer<typeof regionNameInput>

/** A name for people; what depots and addresses of the program call the region stays as it is. */
export const renameRegionInput = z.strictObject({ name: regionName, title: regionTitle })
export type RenameRegionInput = z.infer<typeof renameRegionInput>

/** What a region's `failure` is when somebody stopped its build. */
export const BUILD_CANCELLED = 'The build was cancelled.'

/** How far a build is. */
export interface RegionProgress {
  readonly phase: string
  readonly done: number
  readonly total: number
  /** What `done` and `total` count; absent where a phase is one step. */
  readonly unit?: 'bytes' | 'junctions' | 'files' | undefined
  /** Units a second in this phase. */
  readonly perSecond?: number | undefined
  /** Until the end of this phase, at that pace. */
  readonly leftS?: number | undefined
}

/** The map extract that a region was or is to be built from. */
export interface RegionExtract {
  readonly kind: 'upload' | 'path' | 'demo'
  /** On the server. */
  readonly path: string
  /** As people know it: the name of the file that was sent, or the last part of the path. */
  readonly fileName: string
  readonly bytes: number
  /** Hexadecimal, once it was read. */
  readonly sha256?: string | undefined
}

/** What was counted when the roads were built. */
export interface RegionCounts {
  readonly junctions: number
  readonly ways: number
  readonly directedSegments: number
  readonly turnRestrictions: number
  readonly buildSeconds: number
}

/** Roads, addresses and tiles of one extract; it belongs to the installation. */
export interface RegionSummary {
  readonly name: string
  /** What people call it. */
  readonly title: string
  readonly state: RegionState
  readonly bounds: Bounds | null
  readonly profiles: readonly string[]
  /** Whether turn restrictions and turn costs count; null before it was built. */
  readonly turns: boolean | null
  readonly counts: RegionCounts | null
  readonly attribution: string
  /** Bytes on disk of the built region. */
  readonly sizeBytes: number | null
  readonly progress: RegionProgress | null
  /** Why the last build failed or why the region cannot be read, in words for a person. */
  readonly failure: string | null
  readonly builtAt: string | null
  /** What the next build takes; null where nobody knows, as for regions that the command line built. */
  readonly extract: Omit<RegionExtract, 'path'> | null
  /** Names of the organization's depots that drive on it. */
  readonly depots: readonly string[]
}
