import { z } from 'zod'
import { regionName } from './fleet.ts'

/** The longest traffic file in characters; a hundred patterns have a fifth of it. */
export const MAX_TRAFFIC_LENGTH = 500_000
/** The most patterns of a traffic file: all of them are weighed for every hour that somebody asks for. */
export const MAX_TRAFFIC_PATTERNS = 100

export const trafficInput = z.strictObject({
  region: regionName,
  /** A file of conditions as the command line takes it, without closures. */
  text: z
    .string()
    .trim()
    .min(1, 'The traffic is empty.')
    .max(MAX_TRAFFIC_LENGTH, `The traffic of a region has at most ${MAX_TRAFFIC_LENGTH} characters.`),
})
export type TrafficInput = z.infer<typeof trafficInput>

export const trafficOfInput = z.strictObject({ region: regionName })
export type TrafficOfInput = z.infer<typeof trafficOfInput>

/** The usual speeds on a region's roads by the hour of the week. */
export interface RegionTraffic {
  /** The file as it was given. */
  readonly text: string
  /** How many patterns of factors it has. */
  readonly patterns: number
  /** Of the patterns' hours. */
  readonly timeZone: string
  /** When it was given. */
  readonly since: string
}

/** What a traffic file comes to. */
export type TrafficCheck =
  | { readonly kind: 'sound'; readonly patterns: number; readonly timeZone: string }
  | {
      readonly kind: 'wrong'
      readonly problems: readonly { readonly field: string; readonly message: string }[]
    }
