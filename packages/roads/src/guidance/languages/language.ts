import type { ManeuverType, Modifier } from '../step.ts'

/**
 * How instructions are said in one language. Phrases hold places to fill, `{road}` and the like; what stands in square brackets
 * is left out where one of its places stays empty. Streets are put where no article or case depends on them.
 */
export interface Language {
  /** From north, clockwise by eighths. */
  readonly compass: readonly [string, string, string, string, string, string, string, string]
  /** For `{direction}`. */
  readonly directions: Readonly<Record<Modifier, string>>
  /** For `{side}`. */
  readonly sides: { readonly left: string; readonly right: string }
  /** For `{exit}`, of roundabouts, from the first. */
  readonly exits: readonly string[]
  /** For later ones, with `{number}`. */
  readonly laterExit: string
  readonly phrases: Readonly<Record<ManeuverType, Phrase>>
  /** Where the trip ends inside a roundabout. */
  readonly stayInRoundabout: string
  readonly ferry: string
  /** With `{distance}` and `{instruction}`. */
  readonly ahead: string
  /** With `{number}`. */
  readonly metres: string
  readonly kilometres: string
}

export type Phrase = string | ({ readonly other: string } & Partial<Record<'straight' | 'uturn', string>>)
