import { Field, Input } from '@cartage/ui'
import type { ReactNode } from 'react'
import type { HumanError } from '../../api/human-error.ts'

export interface AdminDraft {
  readonly name: string
  readonly email: string
}
export const noAdmin: AdminDraft = { name: '', email: '' }

export interface AdminErrors {
  readonly name: string | null
  readonly email: string | null
  readonly isAny: boolean
}

/** What the server said about the administrator's own fields. */
export function adminErrors(error: HumanError | null): AdminErrors {
  const at = (field: string): string | null =>
    error?.field === `admin.${field}` ? error.message.replace(/^[\w.]+: /, '') : null
  const [name, email] = [at('name'), at('email')]
  return { name, email, isAny: name !== null || email !== null }
}

/** Who is to administrate an organization. */
export function AdminFields({
  value,
  errors,
  onChange,
}: {
  readonly value: AdminDraft
  readonly errors: AdminErrors
  readonly onChange: (value: AdminDraft) => void
}): ReactNode {
  return (
    <>
      <Field label="Administrator’s name" error={errors.name}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={120}
            autoComplete="off"
            value={value.name}
            onChange={(event) => {
              onChange({ ...value, name: event.target.value })
            }}
          />
        )}
      </Field>
      <Field label="Administrator’s e-mail" error={errors.email}>
        {(control) => (
          <Input
            {...control}
            required
            type="email"
            maxLength={254}
            autoComplete="off"
            value={value.email}
            onChange={(event) => {
              onChange({ ...value, email: event.target.value })
            }}
          />
        )}
      </Field>
    </>
  )
}
