import { Button, Dialog, Field, Input, Notice } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { api, type Outputs } from '../../api/trpc.ts'
import { shownError, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import { canUsePasskeys, makePasskey } from '../../session/passkeys.ts'

type Added = Outputs['passkeys']['add']

export interface PasskeySetupProps {
  readonly onDone: (added: Added) => void
  readonly onCancel: () => void
}

/** Names a passkey and has the device make it. */
export function PasskeySetup({ onDone, onCancel }: PasskeySetupProps): ReactNode {
  const [name, setName] = useState('')
  const [isTried, setIsTried] = useState(false)
  const add = useMutation({
    meta: { isErrorShown: true },
    mutationFn: async () => {
      const passkey = await makePasskey(await withConfirmation(() => api.passkeys.begin.mutate()))
      return withConfirmation(() => api.passkeys.add.mutate({ name: name.trim(), passkey }))
    },
    onSuccess: onDone,
  })
  const failure = shownError(add.error)
  const missing = isTried && name.trim() === '' ? 'Give it a name, so that you know it later.' : null
  if (!canUsePasskeys()) {
    return (
      <div className="flex flex-col items-start gap-3">
        <Notice meaning="info" title="This browser makes no passkeys here">
          They need a browser of the last years, and a page with a name of its own over https.
        </Notice>
        <Button onClick={onCancel}>Close</Button>
      </div>
    )
  }
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        setIsTried(true)
        if (name.trim() !== '') add.mutate()
      }}
    >
      <Field
        label="Name"
        hint="Where it is kept: a device, or a password manager."
        error={failure?.field === 'name' ? failure.message : missing}
      >
        {(control) => (
          <Input
            {...control}
            maxLength={80}
            autoComplete="off"
            placeholder="Phone"
            value={name}
            onChange={(event) => {
              setName(event.target.value)
              add.reset()
            }}
          />
        )}
      </Field>
      {failure === null || failure.field === 'name' ? null : <FormError error={failure} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" isBusy={add.isPending}>
          Create the passkey
        </Button>
      </div>
    </form>
  )
}

/** Adds a passkey in a dialog. */
export function AddPasskey({ onDone, onCancel }: PasskeySetupProps): ReactNode {
  return (
    <Dialog
      title="Add a passkey"
      description="Your device or password manager keeps it behind its own lock. It signs you in without a password."
      isOpen
      onClose={onCancel}
      size="s"
    >
      <PasskeySetup onDone={onDone} onCancel={onCancel} />
    </Dialog>
  )
}
