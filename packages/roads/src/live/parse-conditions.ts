import { check } from './road-change.ts'
import type { CheckedConditions, ConditionsProblem } from './road-change.ts'

export type ParsedConditions =
  | { readonly kind: 'sound'; readonly conditions: CheckedConditions }
  | { readonly kind: 'wrong'; readonly problems: readonly [ConditionsProblem, ...ConditionsProblem[]] }

/** Reads the text of a file of road conditions, and says of everything that is wrong with it where that is. */
export function parseConditions(text: string): ParsedConditions {
  let json: unknown
  try {
    json = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'unreadable'
    return { kind: 'wrong', problems: [{ field: '', message: `The road conditions are no JSON: ${why}.` }] }
  }
  const checked = check(json)
  return 'conditions' in checked ? { kind: 'sound', ...checked } : { kind: 'wrong', ...checked }
}
