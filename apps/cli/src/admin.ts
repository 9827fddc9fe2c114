import { invalid } from '@cartage/domain'
import type { Command } from './io.ts'
import { backupCommand, restoreCommand } from './admin-backup.ts'
import { operatorCommand } from './admin-operator.ts'
import { rotateKeyCommand } from './admin-rotate-key.ts'

const usage = `Usage: cartage admin COMMAND

backup FILE [--with-key]     write all that cannot be built again to a new file, while the server runs
restore FILE [--replace]     put a backup in place, all of it or nothing, while no server runs
rotate-key                   seal every stored secret with a new key
operator add|remove EMAIL    who manages the organizations of this installation

backup    FILE is readable by its owner only. Secrets in it stay sealed, and the key they are sealed with is not in it:
          keep secret.key of the data folder (or CARTAGE_SECRET_KEY) elsewhere, or put it in with --with-key, and then
          guard the file like a password.
restore   Everybody signs in again afterwards. --replace lets what is there already go.
rotate-key
          Without CARTAGE_SECRET_KEY the key is in secret.key of the data folder: a new one is made, and the old one
          goes when nothing needs it. With CARTAGE_SECRET_KEY, or the file that CARTAGE_SECRET_KEY_FILE names, put the
          new key before the old one (separated by a comma or a new line), restart the servers, run this, and then take
          the old one away.
operator  An operator makes, names, disables and removes organizations, and sees nothing in them unless an
          administrator of one lets them in for a while.

Settings come from the environment, as for cartage serve.
`

const commands: Readonly<Record<string, Command>> = {
  backup: backupCommand,
  restore: restoreCommand,
  'rotate-key': rotateKeyCommand,
  operator: operatorCommand,
}

/** `cartage admin`: what only somebody on the server's machine may do. */
export const adminCommand: Command = async ([verb, ...rest], io) => {
  if (verb === undefined || verb === '--help' || verb === '-h' || rest.includes('--help')) {
    io.stdout(usage)
    return verb === undefined ? 2 : 0
  }
  const command = Object.hasOwn(commands, verb) ? commands[verb] : undefined
  if (command === undefined) {
    throw invalid(`there is no "admin ${verb}"; there are ${Object.keys(commands).join(', ')}.`)
  }
  return command(rest, io)
}
