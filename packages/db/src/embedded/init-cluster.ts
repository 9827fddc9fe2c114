import { execFile } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import type { Runner } from './choose-runner.ts'
import { postgresEnvironment } from './server-process.ts'

const run = promisify(execFile)

/**
 * Makes an empty PostgreSQL cluster whose superuser `postgres` has a password, asked for with SCRAM on every
 * connection. A run that is killed leaves no half cluster: it takes its name as the last step.
 */
export async function initCluster(
  cluster: string,
  password: string,
  { initdb }: Binaries,
  { prefix, user }: Runner,
  isDurable: boolean,
): Promise<void> {
  const unfinished = `${cluster}.new`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: 0o700 })
  const secrets = await mkdtemp(path.join(tmpdir(), 'cartage-'))
  const passwordFile = path.join(secrets, 'password')
  try {
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (user !== undefined) {
      for (const file of [unfinished, passwordFile, secrets]) await chown(file, user.uid, user.gid)
    }
    const [command = '', ...words] = [
      ...prefix,
      initdb,
      `--pgdata=${unfinished}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The same order of text on every machine.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
      ...(isDurable ? [] : ['--no-sync']),
    ]
    await run(command, words, { ...user, cwd: '/', env: postgresEnvironment() })
    await chmod(unfinished, 0o700)
    await rename(unfinished, cluster)
  } finally {
    await rm(secrets, { recursive: true, force: true })
  }
}
