import { text } from 'node:stream/consumers'
import type { RunLine } from './measure.ts'

/** The runs among the JSON lines on standard input. */
export async function readRuns(): Promise<RunLine[]> {
  const lines = (await text(process.stdin)).split('\n').filter((line) => line.trim() !== '')
  return lines
    .map((line): { readonly bench: string } => JSON.parse(line))
    .filter((line): line is RunLine => line.bench === 'solver')
}
