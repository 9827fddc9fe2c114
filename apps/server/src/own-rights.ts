import { accessSync, constants } from 'node:fs'
import { fileURLToPath } from 'node:url'

const codeFolder = fileURLToPath(new URL('..', import.meta.url))

interface OwnProcess {
  readonly uid: number | undefined
  /** Where the server's own code lies. */
  readonly folder: string
}

/** What this process may do and should not need to, a line each (SEC-F10). */
export function ownRights({
  uid = process.getuid?.(),
  folder = codeFolder,
}: Partial<OwnProcess> = {}): readonly string[] {
  if (uid !== 0) return []
  const mayWrite = canWrite(folder) ? ', and can change its own code' : ''
  return [
    `Cartage runs as root${mayWrite}. Whoever broke into it would own this machine: run it as a user of its own, as deploy/cartage.service does.`,
  ]
}

function canWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
