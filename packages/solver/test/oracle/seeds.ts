/**
 * `ORACLE_SEEDS=40 vitest run test/brute-force.test.ts test/evaluation-truth.test.ts` compares every rule beside
 * every other with so many seeds each, which takes hours; without it a share of them is compared in a minute.
 */
const SWEEP = Number(process.env['ORACLE_SEEDS'] ?? 0)

export const IS_SWEEP = SWEEP > 0

/** Seeds from 1 on: few of them, unless the environment asks for a sweep. */
export const seedsOf = (few: number) => Array.from({ length: IS_SWEEP ? SWEEP : few }, (_, i) => i + 1)
