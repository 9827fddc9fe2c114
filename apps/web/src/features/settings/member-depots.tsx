import { Button, Dialog, toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc, type Inputs } from '../../api/trpc.ts'
import { shownError, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import { DepotsField, depotsProblem } from './depots-field.tsx'
import type { MemberDialogProps } from './member-sessions.tsx'

/** Limits a member to some depots, or lifts the limit. */
export function MemberDepots({ member, onClose }: MemberDialogProps): ReactNode {
  const [depotIds, setDepotIds] = useState<readonly string[] | null>(member.depotIds)
  const save = useMutation({
    meta: { isErrorShown: true },
    mutationFn: (input: Inputs['members']['setRole']) =>
      withConfirmation(() => api.members.setRole.mutate(input)),
    onSuccess: () => {
      toast({ meaning: 'done', text: `Depots of ${member.name} saved`, detail: 'They sign in again.' })
      onClose()
    },
    onSettled: () => void queryClient.invalidateQueries(trpc.members.pathFilter()),
  })
  const error = shownError(save.error)
  return (
    <Dialog
      title={`Depots of ${member.name}`}
      description="They see and change nothing of the other depots."
      isOpen
      onClose={onClose}
      size="s"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (depotsProblem(depotIds) !== null) return
          save.mutate({
            id: member.id,
            role: member.role,
            depotIds: depotIds === null ? null : [...depotIds],
          })
        }}
      >
        <DepotsField
          value={depotIds}
          onChange={setDepotIds}
          error={error?.field === 'depotIds' ? error.message : depotsProblem(depotIds)}
        />
        {error === null || error.field === 'depotIds' ? null : <FormError error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
