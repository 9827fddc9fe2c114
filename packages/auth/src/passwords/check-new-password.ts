import { CartageError } from '@cartage/domain'

const MIN_LENGTH = 8
const MAX_LENGTH = 256
const PRODUCT = 'cartage'
/** A shorter name would refuse passwords that have nothing to do with it. */
const SHORTEST_NAME = 4

export interface PasswordOwner {
  readonly email: string
  readonly name: string
  readonly organizationName: string
}

/**
 * Refuses, with INVALID, a new password that is too short or long, one of the most common ones
 * (`PASSWORD_COMMON`), or made from the name of the product, the organization or the person
 * (`PASSWORD_COMMON` too). Anything else goes, of any script, as typed: nothing is trimmed or cut.
 */
export async function checkNewPassword(
  password: string,
  owner: PasswordOwner,
  field = 'password',
): Promise<void> {
  const length = Array.from(password).length
  if (length < MIN_LENGTH || length > MAX_LENGTH) {
    throw refuse(
      `A password has ${MIN_LENGTH} to ${MAX_LENGTH} characters; this one has ${length}.`,
      'PASSWORD_LENGTH',
      field,
    )
  }
  // Half a surrogate pair has no UTF-8 form: two such passwords would be the same one.
  if (!password.isWellFormed()) throw refuse('This password is not valid text.', 'PASSWORD_TEXT', field)
  const lower = password.toLowerCase()
  if ((await commonPasswords()).has(lower)) {
    throw refuse('This password is one of the most common ones. Choose another.', 'PASSWORD_COMMON', field)
  }
  const name = namesOf(owner).find((part) => lower.includes(part))
  if (name !== undefined) {
    throw refuse(`A password must not contain "${name}". Choose another.`, 'PASSWORD_COMMON', field)
  }
}

const refuse = (message: string, reason: string, field: string): CartageError =>
  new CartageError('INVALID', message, { reason, field })

const namesOf = ({ email, name, organizationName }: PasswordOwner): readonly string[] =>
  [PRODUCT, organizationName, name, ...name.split(/\s+/), email.split('@')[0] ?? '']
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part.length >= SHORTEST_NAME)

let loaded: Promise<ReadonlySet<string>> | undefined

/** Some 40,000 passwords that are guessed first; loaded when first needed. */
export const commonPasswords = (): Promise<ReadonlySet<string>> => {
  loaded ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common']),
  )
  return loaded
}
