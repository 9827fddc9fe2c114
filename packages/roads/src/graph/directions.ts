/**
 * Who may drive a road in which direction, as bits: `2p` says that profile p may drive along it, `2p + 1` against it.
 * Sixteen profiles fit.
 */
export type Directions = number

export const maxProfiles = 16

const alongAll = 0x55555555

export function alongBit(profile: number): Directions {
  return 1 << (2 * profile)
}

export function againstBit(profile: number): Directions {
  return 2 << (2 * profile)
}

/** The same road seen from its other end. */
export function reversed(directions: Directions): Directions {
  return (((directions & alongAll) << 1) | ((directions >>> 1) & alongAll)) >>> 0
}

/** Whether anyone drives along, seen from this end. */
export function isDrivenAlong(directions: Directions): boolean {
  return (directions & alongAll) !== 0
}
