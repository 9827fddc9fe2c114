import type { Random } from './random.ts'

/** Puts the first `count` values into a random order. */
export function shuffle(values: Int32Array, random: Random, count = values.length): void {
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const held = values[i] ?? 0
    values[i] = values[j] ?? 0
    values[j] = held
  }
}
