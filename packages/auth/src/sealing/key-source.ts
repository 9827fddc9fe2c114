import { randomBytes } from 'node:crypto'
import { link, open, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { CartageError } from '@cartage/domain'
import { readSealingKeys, type SealingKey } from './sealing-key.ts'

/** Where the keys come from. */
export interface KeySource {
  /** Newest first: that one seals, all of them open. Asked at each use, since a file may have been changed. */
  read(): Promise<readonly SealingKey[]>
  /** Where the keys are ours to change: a new one, and later the end of all the others. */
  readonly own?: {
    add(): Promise<void>
    dropOld(): Promise<void>
  }
}

/** Keys that were given as a text, such as a setting. */
export function givenKeys(text: string, name: string): KeySource {
  const keys = readSealingKeys(text, name)
  return { read: async () => keys }
}

/** Keys of a file that somebody else keeps. */
export const keysOfFile = (file: string): KeySource => ({
  read: async () => readSealingKeys(await readSecretFile(file), file),
})

/** Keys of `secret.key` in a folder, which is made with a first one when it is missing; readable by its owner only. */
export function keysOfFolder(folder: string): KeySource {
  const file = path.join(folder, 'secret.key')
  const readLines = async (): Promise<string> => {
    await writeOnce(file)
    return readSecretFile(file)
  }
  return {
    read: async () => readSealingKeys(await readLines(), file),
    own: {
      add: async () => replace(file, `${newSecret()}\n${await readLines()}`),
      dropOld: async () => replace(file, `${(await readLines()).split('\n')[0] ?? ''}\n`),
    },
  }
}

/** Puts the keys of a text behind those of `secret.key` in a folder, which is made where it is missing; what was sealed with them opens again. */
export async function addKeys(folder: string, text: string): Promise<void> {
  const file = path.join(folder, 'secret.key')
  readSealingKeys(text, 'The key of the backup')
  const present = (await stat(file).catch(() => null)) === null ? '' : await readSecretFile(file)
  const lines = [present, text].flatMap((part) => part.split('\n').flatMap((line) => line.trim() || []))
  await replace(file, `${[...new Set(lines)].join('\n')}\n`)
}

const newSecret = (): string => randomBytes(32).toString('base64url')

/** Whole or not at all: two processes that start at once read the same key. */
async function writeOnce(file: string): Promise<void> {
  if (await stat(file).catch(() => null)) return
  const draft = await writeDraft(file, `${newSecret()}\n`)
  try {
    await link(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await unlink(draft)
  }
}

async function replace(file: string, text: string): Promise<void> {
  await rename(await writeDraft(file, text), file)
}

/** On the disk before anything is sealed with it: a key that a crash took would take all that it sealed. */
async function writeDraft(file: string, text: string): Promise<string> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, text, { flag: 'wx', mode: 0o600, flush: true })
  return draft
}

async function readSecretFile(file: string): Promise<string> {
  let handle
  try {
    handle = await open(file, 'r')
  } catch (cause) {
    throw new CartageError('PRECONDITION', `The file of the secret key, ${file}, cannot be read.`, {
      reason: 'SECRET_KEY',
      cause,
    })
  }
  try {
    const { mode } = await handle.stat()
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new CartageError(
        'PRECONDITION',
        `Others on this machine can read the secret key in ${file}. Run: chmod 600 ${file}`,
        { reason: 'SECRET_KEY' },
      )
    }
    return await readFile(handle, 'utf8')
  } finally {
    await handle.close()
  }
}
