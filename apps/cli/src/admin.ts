import { invalid } from '@cartage/domain'
import { rotateKey } from '@cartage/server'
import type { Command } from './io.ts'

const usage = `Usage: cartage admin rotate-key

rotate-key   seal every stored secret with a new key

Without CARTAGE_SECRET_KEY the key is in secret.key of the data folder: a new one is made, and the old one goes when
nothing needs it. With CARTAGE_SECRET_KEY, or the file that CARTAGE_SECRET_KEY_FILE names, put the new key before the
old one (separated by a comma or a new line), restart the servers, run this, and then take the old one away.
Settings come from the environment, as for cartage serve.
`

/** `cartage admin`: what only somebody on the server's machine may do. */
export const adminCommand: Command = async ([verb, ...rest], io) => {
  if (verb === undefined || verb === '--help' || verb === '-h' || rest.includes('--help')) {
    io.stdout(usage)
    return verb === undefined ? 2 : 0
  }
  if (verb !== 'rotate-key') throw invalid(`there is no "admin ${verb}"; there is rotate-key.`)
  if (rest.length > 0) throw invalid(`rotate-key takes no argument, but was given ${rest.join(' ')}.`)
  const { keyId, oldKeyIds, resealed } = await rotateKey(process.env, io.cwd)
  io.stderr(
    `${resealed} ${resealed === 1 ? 'secret was' : 'secrets were'} sealed anew with the key ${keyId}.\n`,
  )
  if (oldKeyIds.length > 0) io.stderr(`Nothing needs ${oldKeyIds.join(', ')} any more.\n`)
  return 0
}
