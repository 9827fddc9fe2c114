/**
 * Work in small steps. Whoever runs it may pause between two of them, and may end it early (`return`, or leaving a
 * `for … of`): it then leaves a plan that keeps every rule.
 */
export type Steps = Generator<undefined, void>

/** Runs all steps. */
export function finish(steps: Steps): void {
  while (steps.next().done !== true);
}
