import { randomBytes } from 'node:crypto'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

const BYTES = 32

/** A random password that is kept in a file of the data folder, readable by its owner only. Safe in a URL. */
export async function readOrCreateSecret(folder: string, name: string): Promise<string> {
  const file = path.join(folder, `${name}.password`)
  try {
    await writeFile(file, randomBytes(BYTES).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    await chmod(file, 0o600)
  }
  return (await readFile(file, 'utf8')).trim()
}
