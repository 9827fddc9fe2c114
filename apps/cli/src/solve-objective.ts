import { resolve } from 'node:path'
import { FormatError, objectiveSchema } from '@cartage/solver'
import type { Objective } from '@cartage/solver'
import { readText } from './solve-files.ts'
import { ArgumentError } from './solve-options.ts'

const NAMES = ['distance', 'vehicles', 'cost'] as const

/** Reads `--objective`: a name, terms as JSON, or a file with terms. @throws ArgumentError */
export async function readObjective(text: string, cwd: string): Promise<Objective> {
  const name = NAMES.find((known) => known === text)
  if (name !== undefined) return name
  const isFile = text.endsWith('.json')
  if (!isFile && !text.trimStart().startsWith('[')) {
    throw new ArgumentError(
      `--objective: must be one of ${NAMES.join(', ')}, a JSON array of terms or a .json file, is "${text}"`,
    )
  }
  const place = isFile ? `--objective: ${text}` : '--objective'
  const parsed = objectiveSchema.safeParse(
    parse(isFile ? await read(resolve(cwd, text), place) : text, place),
  )
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues.flatMap((outer) =>
    outer.code === 'invalid_union' ? outer.errors.flat().filter(({ path }) => path.length > 0) : [outer],
  )
  const at = issue === undefined || issue.path.length === 0 ? '' : ` ${issue.path.join('.')}:`
  throw new ArgumentError(
    `${place}:${at} ${issue?.message ?? 'is no array of {"measure", "weight", "level"}'}`,
  )
}

async function read(path: string, place: string): Promise<string> {
  try {
    return await readText(path)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    throw new ArgumentError(`${place}: ${error.message.replace(/^file: /, '')}`)
  }
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ArgumentError(
      `${place}: is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
