import { text } from 'node:stream/consumers'
import type { RunLine } from './measure.ts'

/** The runs among the lines on standard input; what is no JSON (notes of a package manager) is passed over. */
export async function readRuns(): Promise<RunLine[]> {
  const lines = (await text(process.stdin)).split('\n').filter((line) => line.startsWith('{'))
  return lines
    .map((line): { readonly bench: string } => JSON.parse(line))
    .filter((line): line is RunLine => line.bench === 'solver')
}
