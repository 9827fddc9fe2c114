/** What is typed beside the password, or in place of it. */
export type TypedFactor = 'code' | 'recoveryCode'

/** How each is asked for. */
export const factorWords: Readonly<
  Record<TypedFactor, { readonly label: string; readonly hint: string; readonly choose: string }>
> = {
  code: {
    label: 'Code',
    hint: 'The six digits that your app shows now.',
    choose: 'Use the code of the app',
  },
  recoveryCode: {
    label: 'Recovery code',
    hint: 'Eight groups of four, one of those that you kept. Each works once.',
    choose: 'Use a recovery code instead',
  },
}

type TypedProof = { readonly code: string } | { readonly recoveryCode: string }

const CODE_LENGTH = 6

/** The proof in what was typed; a text that says what is missing where it is none yet. */
export function readFactor(kind: TypedFactor, text: string): TypedProof | string {
  if (kind === 'code') {
    const code = text.replaceAll(/\D/g, '')
    return code.length === CODE_LENGTH ? { code } : `Enter all ${CODE_LENGTH} digits.`
  }
  const recoveryCode = text.trim()
  return recoveryCode === '' ? 'Enter one of your recovery codes.' : { recoveryCode }
}
