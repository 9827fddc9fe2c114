import { readFile, writeFile } from 'node:fs/promises'
import { FormatError } from '@cartage/solver'
import { ArgumentError } from './solve-options.ts'

/** Reads a text file. @throws FormatError saying why not. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new FormatError(0, 'file', whyNot(error, 'read'))
  }
}

/** Writes the file of `--out`. @throws ArgumentError saying why not. */
export async function writeOut(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text)
  } catch (error) {
    throw new ArgumentError(`--out: ${path} ${whyNot(error, 'written')}`)
  }
}

function whyNot(error: unknown, verb: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return verb === 'read' ? 'does not exist' : 'is in a folder that does not exist'
  if (code === 'EISDIR') return 'is a folder'
  if (code === 'EACCES') return `may not be ${verb}`
  return `cannot be ${verb}: ${error instanceof Error ? error.message : String(error)}`
}
