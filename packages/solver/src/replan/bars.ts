/** A skill that a shift has once it has left and may not load again: goods that lie at a depot are kept from it. */
export const HAS_LEFT = 'has left its depot'

/** A skill of one shift alone, for keeping tasks from it. */
export function skillOf(shift: string): string {
  return `is ${shift}`
}
