import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { CartageError } from '@cartage/domain'
import type { Binaries } from './binaries.ts'

/** How to start a PostgreSQL program so that it does not run as root. */
export interface Runner {
  /** Words before the command. */
  readonly prefix: readonly string[]
  /** The user to become; undefined stays who we are. */
  readonly user: { readonly uid: number; readonly gid: number } | undefined
}

const run = promisify(execFile)

const CANDIDATES = ['postgres', 'nobody']
const AS_IS: Runner = { prefix: [], user: undefined }
// Outside it is root, which owns the folder; inside it is `nobody`, which satisfies PostgreSQL.
const IN_NAMESPACE: Runner = {
  prefix: ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'],
  user: undefined,
}

/**
 * PostgreSQL refuses root. Then it runs as the owner of its folder or, where there is no folder yet, as an
 * unprivileged user that can reach `dataDir` and the programs; else in a user namespace. Throws PRECONDITION
 * naming the folder when none of that works.
 */
export async function chooseRunner(
  dataDir: string,
  cluster: string,
  { postgres }: Binaries,
): Promise<Runner> {
  if (process.getuid?.() !== 0) return AS_IS
  const owner = await stat(cluster).catch(() => undefined)
  if (owner !== undefined && owner.uid !== 0) return { prefix: [], user: { uid: owner.uid, gid: owner.gid } }
  if (owner === undefined) {
    for (const name of CANDIDATES) {
      const user = await findUser(name)
      if (user !== undefined && (await canReach(user, dataDir, postgres))) return { prefix: [], user }
    }
  }
  if (await works(IN_NAMESPACE)) return IN_NAMESPACE
  throw new CartageError(
    'PRECONDITION',
    `PostgreSQL does not run as root, and no other user can reach both ${dataDir} and ${path.dirname(postgres)}; open these folders (chmod o+x), start Cartage as another user, or set DATABASE_URL.`,
    { reason: 'POSTGRES_ROOT' },
  )
}

const findUser = async (name: string): Promise<Runner['user']> => {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}

const canReach = async (
  user: NonNullable<Runner['user']>,
  folder: string,
  program: string,
): Promise<boolean> => {
  try {
    await run('/bin/sh', ['-c', 'test -x "$1" && "$2" --version', 'sh', folder, program], {
      ...user,
      cwd: '/',
    })
    return true
  } catch {
    return false
  }
}

const works = async ({ prefix: [command = '', ...rest] }: Runner): Promise<boolean> => {
  try {
    await run(command, [...rest, 'true'])
    return true
  } catch {
    return false
  }
}
