import { parseArgs } from 'node:util'
import { invalid } from '@cartage/domain'
import type { Command } from './io.ts'

/** `cartage admin backup FILE`: what cannot be built again, in one file. */
export const backupCommand: Command = async (argv, io) => {
  const { file, flag: withKey } = readArguments('backup', argv, 'with-key')
  const { backUp } = await import('@cartage/server')
  const { tables, rows, regions } = await backUp(process.env, io.cwd, {
    file,
    withKey,
    say: (line) => io.stderr(`${line}\n`),
  })
  if (regions.length > 0) {
    io.stderr(`Not in it, as they are built again from their extracts: the regions ${regions.join(', ')}.\n`)
  }
  io.stderr(
    withKey
      ? 'The key is in it, so it opens every secret in it: guard the file like a password.\n'
      : 'The key that secrets are sealed with is not in it: keep that elsewhere, or give --with-key.\n',
  )
  io.stdout(`${JSON.stringify({ file, tables, rows, hasKey: withKey })}\n`)
  return 0
}

/** `cartage admin restore FILE`: all of a backup, or nothing. */
export const restoreCommand: Command = async (argv, io) => {
  const { file, flag: mayReplace } = readArguments('restore', argv, 'replace')
  const { restore } = await import('@cartage/server')
  const { madeAt, tables, rows, hasKey, missingKey } = await restore(process.env, io.cwd, {
    file,
    mayReplace,
    say: (line) => io.stderr(`${line}\n`),
  })
  io.stderr('Sessions and links that were sent have ended: everybody signs in again.\n')
  if (missingKey !== null) io.stderr(`Before the server starts: ${missingKey}\n`)
  io.stdout(`${JSON.stringify({ file, madeAt, tables, rows, hasKey })}\n`)
  return 0
}

function readArguments(
  verb: string,
  argv: readonly string[],
  flag: string,
): { readonly file: string; readonly flag: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { [flag]: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) throw invalid(`${verb} takes one FILE.`)
    return { file, flag: values[flag] === true }
  } catch (error) {
    if (error instanceof TypeError) throw invalid(`${verb}: ${error.message}`)
    throw error
  }
}
