import type { z } from 'zod'
import { prepare } from '../model/prepare.ts'
import { problemSchema } from '../model/problem.ts'
import { ProblemError } from '../model/problem-error.ts'
import type { ParsedProblem } from './benchmark.ts'
import { FormatError } from './format-error.ts'
import { fieldOf, pathOf, readJson } from './json-lines.ts'

/**
 * Reads a problem in Cartage's own JSON (`problemSchema`).
 * @throws FormatError naming line and field.
 */
export function parseCartage(text: string): ParsedProblem {
  const json = readJson(text)
  const parsed = problemSchema.safeParse(json.value)
  if (!parsed.success) throw firstIssue(parsed.error, json.lineOf)
  try {
    prepare(parsed.data)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const message = error.message.slice(error.field.length + 2)
    throw new FormatError(json.lineOf(pathOf(error.field)), error.field, message)
  }
  return { format: 'cartage', problem: parsed.data, objective: 'cost' }
}

/** The first thing a schema has against a value, as an error with line and field. */
export function firstIssue(error: z.ZodError, lineOf: (path: readonly PropertyKey[]) => number): FormatError {
  const issue = error.issues[0]
  const path = issue?.path ?? []
  return new FormatError(lineOf(path), fieldOf(path) || 'file', issue?.message ?? 'is not valid')
}
