import { Button } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc } from '../../api/trpc.ts'
import { NotConfirmed, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import { OneTimeLink } from '../settings/one-time-link.tsx'
import { AdminFields, adminErrors, noAdmin } from './admin-fields.tsx'

/** Makes the first administrator's link anew: it was lost, or is too old. */
export function NewAdminLink({ id }: { readonly id: string }): ReactNode {
  const [admin, setAdmin] = useState(noAdmin)
  const invite = useMutation({
    mutationFn: () => withConfirmation(() => api.operator.inviteAdmin.mutate({ id, admin })),
    meta: { isErrorShown: true },
    onSettled: () => void queryClient.invalidateQueries(trpc.operator.pathFilter()),
  })
  const error = invite.isError && !(invite.error instanceof NotConfirmed) ? toHumanError(invite.error) : null
  const atFields = adminErrors(error)
  return (
    <section className="mt-8 max-w-140" aria-labelledby="first-admin">
      <h2 id="first-admin" className="text-15 font-strong">
        First administrator
      </h2>
      <p className="mt-0.5 mb-3 text-13 text-pretty text-ink-2">
        Nobody has joined yet. A new link ends the one before.
      </p>
      {invite.isSuccess ? (
        <OneTimeLink {...invite.data} />
      ) : (
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            invite.mutate()
          }}
        >
          <AdminFields value={admin} errors={atFields} onChange={setAdmin} />
          {error === null || atFields.isAny ? null : <FormError error={error} />}
          <Button type="submit" className="self-start" isBusy={invite.isPending}>
            Make a new link
          </Button>
        </form>
      )}
    </section>
  )
}
