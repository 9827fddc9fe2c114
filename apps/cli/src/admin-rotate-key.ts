import { invalid } from '@cartage/domain'
import type { Command } from './io.ts'

/** `cartage admin rotate-key`: a new key for what the database keeps sealed. */
export const rotateKeyCommand: Command = async (rest, io) => {
  if (rest.length > 0) throw invalid(`rotate-key takes no argument, but was given ${rest.join(' ')}.`)
  const { rotateKey } = await import('@cartage/server')
  const { keyId, oldKeyIds, resealed } = await rotateKey(process.env, io.cwd)
  io.stderr(
    `${resealed} ${resealed === 1 ? 'secret was' : 'secrets were'} sealed anew with the key ${keyId}.\n`,
  )
  if (oldKeyIds.length > 0) io.stderr(`Nothing needs ${oldKeyIds.join(', ')} any more.\n`)
  return 0
}
