import { Button, Dialog, Field, Input } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../api/human-error.ts'
import { trpc } from '../api/trpc.ts'
import { type Confirmation, useConfirmation } from './confirm-identity.ts'
import { FormError } from './form-error.tsx'
import { useSession } from './session.ts'

/** Asks for the password once more, where something sensitive waits for it. Stands once around all pages. */
export function ConfirmIdentityDialog(): ReactNode {
  const waiting = useConfirmation()
  return (
    <Dialog
      title="Confirm that it is you"
      description="This changes how you sign in, or who may. Enter your password; it holds for ten minutes."
      isOpen={waiting !== null}
      onClose={() => waiting?.cancel()}
      size="s"
    >
      {waiting === null ? null : <PasswordForm waiting={waiting} />}
    </Dialog>
  )
}

function PasswordForm({ waiting }: { readonly waiting: Confirmation }): ReactNode {
  const email = useSession()?.user.email ?? ''
  const [password, setPassword] = useState('')
  const reauthenticate = useMutation(
    trpc.session.reauthenticate.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: waiting.confirm,
    }),
  )
  const failure = reauthenticate.isError ? toHumanError(reauthenticate.error) : null
  const isWrong = failure?.field === 'password'
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        reauthenticate.mutate({ password })
      }}
    >
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <Field label="Password" error={isWrong ? failure.message : null}>
        {(control) => (
          <Input
            {...control}
            required
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => {
              setPassword(event.target.value)
              reauthenticate.reset()
            }}
          />
        )}
      </Field>
      {failure === null || isWrong ? null : <FormError error={failure} />}
      <div className="flex justify-end gap-2">
        <Button onClick={waiting.cancel}>Cancel</Button>
        <Button type="submit" variant="primary" isBusy={reauthenticate.isPending}>
          Confirm
        </Button>
      </div>
    </form>
  )
}
