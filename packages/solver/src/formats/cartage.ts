import type { z } from 'zod'
import { prepare } from '../model/prepare.ts'
import { pricing } from '../model/prices/pricing.ts'
import { refuseContradictions } from '../model/checks/refuse-contradictions.ts'
import { validateOptions } from '../model/checks/validate-options.ts'
import type { ParsedProblem } from './benchmark.ts'
import { cartageSchema } from './cartage-schema.ts'
import { FormatError } from './format-error.ts'
import { inFile } from './in-file.ts'
import { fieldOf, readJson } from './json-lines.ts'

/**
 * Reads Cartage's own JSON: a problem, with an objective, a plan to start from and one to stay close to beside
 * it. A field that it does not have is refused.
 * @throws FormatError naming line and field.
 */
export function parseCartage(text: string): ParsedProblem {
  const json = readJson(text)
  const parsed = cartageSchema.safeParse(json.value)
  if (!parsed.success) throw firstIssue(parsed.error, json.lineOf)
  const { $schema: _, objective = 'cost', start, reference, mostChanges, ...problem } = parsed.data
  const options = {
    ...(start === undefined ? {} : { start }),
    ...(reference === undefined ? {} : { reference }),
    ...(mostChanges === undefined ? {} : { mostChanges }),
  }
  inFile(
    (path) => [json.lineOf(path), fieldOf(path)],
    () => {
      const prepared = prepare(problem)
      refuseContradictions(problem)
      validateOptions(problem, { objective, ...options })
      pricing(prepared, objective)
    },
  )
  return { format: 'cartage', problem, objective, options }
}

/** The first thing a schema has against a value, as an error with line and field. */
export function firstIssue(error: z.ZodError, lineOf: (path: readonly PropertyKey[]) => number): FormatError {
  const issue = deepest(error.issues)
  const path = issue?.path ?? []
  if (issue?.code === 'unrecognized_keys') {
    const field = [...path, issue.keys[0] ?? '']
    return new FormatError(lineOf(field), fieldOf(field), 'there is no such field')
  }
  return new FormatError(lineOf(path), fieldOf(path) || 'file', issue?.message ?? 'is not valid')
}

/** Where a value may be one of several things, what is wrong with the one that it comes nearest to. */
function deepest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  const [issue] = issues
  if (issue?.code !== 'invalid_union') return issue
  const inner = issue.errors
    .flatMap((branch) => deepest(branch) ?? [])
    .toSorted((a, b) => b.path.length - a.path.length)[0]
  if (inner === undefined || inner.path.length === 0) return issue
  return { ...inner, path: [...issue.path, ...inner.path] }
}
