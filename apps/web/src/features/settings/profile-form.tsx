import { Button, Field, Input, Notice, toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc, type Inputs } from '../../api/trpc.ts'
import { shownError, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import type { Session } from '../../session/session.ts'

/** The person's name, and the address that they sign in with. */
export function ProfileForm({ user }: { readonly user: Session['user'] }): ReactNode {
  const [fields, setFields] = useState({ name: user.name, email: user.email })
  const save = useMutation({
    meta: { isErrorShown: true },
    mutationFn: (profile: Inputs['session']['updateProfile']) =>
      withConfirmation(() => api.session.updateProfile.mutate(profile)),
    onSuccess: ({ isConfirming }, { email }) => {
      toast({
        meaning: 'done',
        text: 'Profile saved',
        ...(email === user.email || isConfirming ? {} : { detail: `Sign in as ${email} from now on.` }),
      })
      void queryClient.invalidateQueries(trpc.session.current.queryFilter())
      void queryClient.invalidateQueries(trpc.sessions.pathFilter())
    },
  })
  const error = shownError(save.error)
  return (
    <section>
      <h2 className="mb-3 text-15 font-strong">Profile</h2>
      <form
        className="flex max-w-80 flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate({ name: fields.name.trim(), email: fields.email.trim().toLowerCase() })
        }}
      >
        <Field label="Name" error={error?.field === 'name' ? error.message : null}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={120}
              autoComplete="name"
              value={fields.name}
              onChange={(event) => {
                setFields({ ...fields, name: event.target.value })
              }}
            />
          )}
        </Field>
        <Field
          label="E-mail"
          hint="You sign in with it. When it changes, your other sessions end."
          error={error?.field === 'email' ? error.message : null}
        >
          {(control) => (
            <Input
              {...control}
              required
              type="email"
              maxLength={254}
              autoComplete="email"
              value={fields.email}
              onChange={(event) => {
                setFields({ ...fields, email: event.target.value })
              }}
            />
          )}
        </Field>
        {error === null || error.field === 'name' || error.field === 'email' ? null : (
          <FormError error={error} />
        )}
        {save.isSuccess && save.data.isConfirming ? (
          <Notice meaning="info" title={`Look into the mail of ${save.variables.email}`}>
            Once the link in it is opened, you sign in with that address. Until then it stays {user.email}.
          </Notice>
        ) : null}
        <Button type="submit" variant="primary" className="self-start" isBusy={save.isPending}>
          Save
        </Button>
      </form>
    </section>
  )
}
