import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { CartageError } from '@cartage/domain'
import { isRunning, startOf } from './processes.ts'

export interface FolderLock {
  [Symbol.asyncDispose](): Promise<void>
}

const TRIES = 5

/**
 * Makes this process the only Cartage on a data folder, which is created when missing. A lock whose process is
 * gone is taken over. Throws PRECONDITION, in one line, when another process has it or the folder cannot be
 * written.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = path.join(folder, 'cartage.lock')
  const mine = JSON.stringify({ pid: process.pid, start: startOf(process.pid), id: randomUUID() })
  try {
    // As root the database runs as another user, which must be able to pass through.
    await makeFolder(folder, process.getuid?.() === 0 ? 0o711 : 0o700)
    for (let tries = 0; tries < TRIES; tries++) {
      if (await create(file, mine)) {
        return {
          async [Symbol.asyncDispose]() {
            if ((await readLock(file)) === mine) await rm(file, { force: true })
          },
        }
      }
      const holder = parse(await readLock(file))
      if (holder !== undefined && isRunning(holder.pid) && startOf(holder.pid) === holder.start) {
        throw new CartageError(
          'PRECONDITION',
          `Another Cartage (process ${holder.pid}) uses the data folder ${folder}; stop it, or set CARTAGE_DATA to another folder.`,
          { reason: 'DATA_FOLDER_IN_USE' },
        )
      }
      await rm(file, { force: true })
    }
  } catch (error) {
    if (error instanceof CartageError) throw error
    throw new CartageError(
      'PRECONDITION',
      `The data folder ${folder} cannot be written (${reasonOf(error)}); make it writable, or set CARTAGE_DATA to another folder.`,
      { reason: 'DATA_FOLDER_UNWRITABLE', cause: error },
    )
  }
  throw new CartageError(
    'PRECONDITION',
    `The lock ${file} changes all the time; is another Cartage starting?`,
  )
}

// The `recursive` option of mkdir never returns for a folder below one that takes no folders, such as /proc.
const makeFolder = async (folder: string, mode: number): Promise<void> => {
  try {
    await mkdir(folder, { mode })
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return
    if (!hasCode(error, 'ENOENT') || path.dirname(folder) === folder) throw error
    await makeFolder(path.dirname(folder), mode)
    await mkdir(folder, { mode })
  }
}

const create = async (file: string, content: string): Promise<boolean> => {
  try {
    await writeFile(file, content, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

const readLock = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return ''
  }
}

const parse = (text: string): { readonly pid: number; readonly start: unknown } | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('pid' in value)) return undefined
    return typeof value.pid === 'number'
      ? { pid: value.pid, start: 'start' in value ? value.start : undefined }
      : undefined
  } catch {
    return undefined
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)
