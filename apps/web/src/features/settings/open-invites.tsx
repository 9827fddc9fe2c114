import { Button, toast } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc, type Outputs } from '../../api/trpc.ts'
import { withConfirmation } from '../../session/confirm-identity.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { InvitationLink } from './invitation-link.tsx'
import { roleOptions } from './member-roles.ts'

type Invite = Outputs['members']['invites']['items'][number]

const refresh = (): void => void queryClient.invalidateQueries(trpc.members.invites.pathFilter())

/** Who was invited and has not come yet; nothing while there is nobody. */
export function OpenInvites({
  roles,
}: {
  /** The organization's own. */
  readonly roles: Outputs['members']['list']['roles']
}): ReactNode {
  const invites = useQuery(trpc.members.invites.queryOptions())
  const renew = useMutation({
    mutationFn: ({ name, email, role, depotIds }: Invite) =>
      withConfirmation(() =>
        api.members.invite.mutate({ name, email, role, depotIds: depotIds === null ? null : [...depotIds] }),
      ),
    onSettled: refresh,
  })
  const withdraw = useMutation({
    mutationFn: ({ id }: Invite) => api.members.withdrawInvite.mutate({ id }),
    onSuccess: (_, { name }) => {
      toast({ text: `The invitation of ${name} is withdrawn`, detail: 'Its link works no more.' })
    },
    onSettled: refresh,
  })
  const labelOf = new Map<string, string>(roleOptions(roles).map(({ value, label }) => [value, label]))
  if (invites.isLoadingError) {
    return <QueryError error={invites.error} onRetry={() => void invites.refetch()} />
  }
  return (
    <>
      {(invites.data?.items.length ?? 0) === 0 ? null : (
        <section aria-labelledby="open-invites" className="mt-8">
          <h2 id="open-invites" className="text-15 font-strong">
            Invited
          </h2>
          <p className="mb-3 text-13 text-ink-2">They have not used their link yet.</p>
          <ul className="divide-y divide-line rounded-l border border-line bg-paper">
            {invites.data?.items.map((invite) => (
              <li key={invite.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
                <div className="min-w-48 flex-1">
                  <p className="truncate text-13 font-strong">{invite.name}</p>
                  <p className="truncate text-12 text-ink-2">{invite.email}</p>
                  <p className="text-12 text-ink-3 tabular-nums">
                    {labelOf.get(invite.role) ?? 'A role that is gone'}, until{' '}
                    {new Date(invite.expiresAt).toLocaleString(undefined, {
                      dateStyle: 'medium',
                      timeStyle: 'short',
                    })}
                  </p>
                </div>
                <Button
                  size="s"
                  aria-label={`New link for ${invite.name}`}
                  isBusy={renew.isPending && renew.variables.id === invite.id}
                  onClick={() => renew.mutate(invite)}
                >
                  New link
                </Button>
                <Button
                  size="s"
                  aria-label={`Withdraw the invitation of ${invite.name}`}
                  isBusy={withdraw.isPending && withdraw.variables.id === invite.id}
                  onClick={() => withdraw.mutate(invite)}
                >
                  Withdraw
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {renew.isSuccess ? (
        <InvitationLink person={renew.variables} invitation={renew.data} onClose={renew.reset} />
      ) : null}
    </>
  )
}
