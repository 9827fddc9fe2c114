import { Button, Dialog } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { api } from '../../api/trpc.ts'
import { shownError, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import { endSession } from '../../session/session.ts'

/** Erases the person's own account, after asking. */
export function DeleteAccount(): ReactNode {
  const navigate = useNavigate()
  const [isAsking, setIsAsking] = useState(false)
  const remove = useMutation({
    meta: { isErrorShown: true },
    mutationFn: () => withConfirmation(() => api.session.deleteAccount.mutate()),
    onSuccess: () => {
      endSession()
      void navigate({ to: '/sign-in' })
    },
  })
  const error = shownError(remove.error)
  const close = (): void => {
    remove.reset()
    setIsAsking(false)
  }
  return (
    <section>
      <h2 className="mb-1 text-15 font-strong">Delete the account</h2>
      <p className="mb-3 max-w-120 text-13 text-ink-2">
        Your name, address, password and devices are erased, in every organization. What you planned stays,
        and says no longer who did it.
      </p>
      <Button variant="danger" onClick={() => setIsAsking(true)}>
        Delete my account
      </Button>
      <Dialog
        title="Delete your account?"
        description="This cannot be undone. Your open invitations go to an administrator."
        isOpen={isAsking}
        onClose={close}
        size="s"
        footer={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button variant="danger" isBusy={remove.isPending} onClick={() => remove.mutate()}>
              Delete
            </Button>
          </>
        }
      >
        {error === null ? null : <FormError error={error} />}
      </Dialog>
    </section>
  )
}
