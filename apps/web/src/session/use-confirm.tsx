import { Button, Dialog, Field, Input } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../api/human-error.ts'
import { trpc } from '../api/trpc.ts'
import { FormError } from './form-error.tsx'

/** Whether the server wants to know once more that it is the same person. */
export const needsConfirming = (error: unknown): boolean => toHumanError(error).reason === 'REAUTH_REQUIRED'

export interface Confirm {
  /** Where that is what the error is about, asks for the password and then goes on. */
  readonly ask: (error: unknown, goOn: () => void) => void
  /** Stands somewhere on the page. */
  readonly dialog: ReactNode
}

/** For what is asked for again some minutes after signing in. */
export function useConfirm(): Confirm {
  const [waiting, setWaiting] = useState<{ readonly goOn: () => void } | null>(null)
  return {
    ask: (error, goOn) => {
      if (needsConfirming(error)) setWaiting({ goOn })
    },
    dialog: (
      <ConfirmPassword
        isOpen={waiting !== null}
        onClose={() => setWaiting(null)}
        onConfirmed={() => {
          setWaiting(null)
          waiting?.goOn()
        }}
      />
    ),
  }
}

function ConfirmPassword({
  isOpen,
  onClose,
  onConfirmed,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onConfirmed: () => void
}): ReactNode {
  const [password, setPassword] = useState('')
  const confirm = useMutation(
    trpc.session.reauthenticate.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: () => {
        setPassword('')
        onConfirmed()
      },
    }),
  )
  const error = confirm.isError ? toHumanError(confirm.error) : null
  const close = (): void => {
    setPassword('')
    confirm.reset()
    onClose()
  }
  return (
    <Dialog
      title="Is it still you?"
      description="You signed in a while ago. Your password once more, and it goes on."
      isOpen={isOpen}
      onClose={close}
      size="s"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          confirm.mutate({ password })
        }}
      >
        <Field label="Password" error={error?.field === 'password' ? error.message : null}>
          {(control) => (
            <Input
              {...control}
              required
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => {
                setPassword(event.target.value)
              }}
            />
          )}
        </Field>
        {error === null || error.field === 'password' ? null : <FormError error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={confirm.isPending}>
            Confirm
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
