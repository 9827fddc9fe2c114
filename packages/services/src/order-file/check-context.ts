import type { Bounds, Load, LocalDate, OrderFields, Point, TimeZone } from '@cartage/domain'

/** An address that a search found. */
export interface FoundPlace extends Point {
  readonly label: string
  readonly level: 'house' | 'interpolated' | 'street' | 'place'
  /** 0 to 1. */
  readonly confidence: number
}

/** What the checks of a row need to know of the world. */
export interface CheckContext {
  readonly depot: Point & { readonly zone: TimeZone }
  /** The day of rows that do not say. */
  readonly date: LocalDate
  /** The depot's day now; a row dated before it gets a warning. */
  readonly today?: LocalDate | undefined
  /** The greatest capacity of any vehicle, by dimension. */
  readonly capacity: Load
  /** Where the roads are. */
  readonly bounds: Bounds
  /** Orders that are already there, by reference. */
  readonly existing: (reference: string) => OrderFields | undefined
  /** Addresses that fit a text, best first. */
  readonly search: (text: string, near: Point) => readonly FoundPlace[]
  /**
   * Asks somebody else where `search` is not sure, before the row is checked; absent or without an
   * answer, the row is judged by `search` alone.
   */
  readonly askFurther?: ((text: string, near: Point) => Promise<readonly FoundPlace[]>) | undefined
  /** Metres to the nearest road; undefined when there is none. */
  readonly roadDistanceM: (point: Point) => number | undefined
  /** Found places less sure than this are not taken; {@link DEFAULT_ACCEPT_CONFIDENCE} when absent. */
  readonly acceptConfidence?: number | undefined
}

/** Where the address search says that nobody needs to look. */
export const DEFAULT_ACCEPT_CONFIDENCE = 0.7
