import { invalid } from '@cartage/domain'
import type { Command } from './io.ts'

/** `cartage admin operator add|remove EMAIL`: who manages the organizations of the installation. */
export const operatorCommand: Command = async ([verb, email, ...more], io) => {
  if ((verb !== 'add' && verb !== 'remove') || email === undefined || more.length > 0) {
    throw invalid('operator takes add or remove, and the e-mail address of somebody who has an account.')
  }
  const { setOperator } = await import('@cartage/server')
  const hasChanged = await setOperator(process.env, io.cwd, { email, isOperator: verb === 'add' })
  const is = verb === 'add' ? 'an operator' : 'no operator'
  io.stderr(hasChanged ? `${email} is ${is} now, and signs in again.\n` : `${email} is ${is} already.\n`)
  return 0
}
