import { Field, Input } from '@cartage/ui'
import type { ReactNode } from 'react'
import type { Proven } from './use-proven.ts'

/** Asks for the password where the server wants a fresh proof; nothing otherwise. */
export function ProofField({ proven }: { readonly proven: Proven }): ReactNode {
  if (!proven.isAsked) return null
  return (
    <Field
      label="Your password"
      hint="Confirm that it is still you; this is asked for when you signed in more than ten minutes ago."
      error={proven.error}
    >
      {(control) => (
        <Input
          {...control}
          required
          type="password"
          autoComplete="current-password"
          value={proven.password}
          onChange={(event) => {
            proven.setPassword(event.target.value)
          }}
        />
      )}
    </Field>
  )
}
