/** How the tests of every package run; a package that differs says why in its own `vitest.config.ts`. */
export const shared = {
  // Files that share their modules start warm, and nothing keeps state in a module.
  isolate: false,
  // Two cores carry few processes of their own.
  maxWorkers: 2,
  // A busy machine is slow, not wrong.
  testTimeout: 60_000,
  hookTimeout: 120_000,
}
