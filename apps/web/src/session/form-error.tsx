import { Notice } from '@cartage/ui'
import type { ReactNode } from 'react'
import type { HumanError } from '../api/human-error.ts'

/** What the server said about a form: why, what now, and the code when it helps. */
export function FormError({ error }: { readonly error: HumanError }): ReactNode {
  return (
    <Notice meaning="late" title={error.message}>
      {error.advice}
      {error.code.includes('·') || error.code === 'NETWORK' ? (
        <span className="block text-12 text-ink-3">Code {error.code}</span>
      ) : null}
    </Notice>
  )
}
