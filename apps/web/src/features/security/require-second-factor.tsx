import { Checkbox, Notice, SkeletonRows, toast } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc } from '../../api/trpc.ts'
import { shownError, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import { QueryError } from '../../shell/query-error.tsx'

/** Whether everybody in the organization needs a second factor, for those who may decide it. */
export function RequireSecondFactor(): ReactNode {
  const access = useQuery(trpc.access.get.queryOptions())
  const members = useQuery(trpc.members.list.queryOptions())
  const save = useMutation({
    meta: { isErrorShown: true },
    mutationFn: (requiresSecondFactor: boolean) =>
      withConfirmation(() => api.access.update.mutate({ requiresSecondFactor })),
    onSuccess: ({ requiresSecondFactor }) => {
      toast({
        text: requiresSecondFactor ? 'A second factor is required now' : 'No second factor is required',
      })
    },
    onSettled: () => queryClient.invalidateQueries(trpc.access.pathFilter()),
  })
  const without =
    members.data?.items.filter((member) => !member.hasSecondFactor && !member.isDisabled).length ?? 0
  const failure = shownError(save.error)
  return (
    <section className="mt-8 max-w-140" aria-labelledby="sign-in-rules">
      <h2 id="sign-in-rules" className="text-15 font-strong">
        Signing in
      </h2>
      <p className="mt-0.5 mb-3 text-13 text-pretty text-ink-2">
        With a second factor a stolen password opens nothing. It holds from everybody's next click: who has
        none sets one up first.
      </p>
      {access.isPending ? (
        <SkeletonRows label="Loading the rules for signing in" rows={1} />
      ) : access.isLoadingError ? (
        <QueryError error={access.error} onRetry={() => void access.refetch()} />
      ) : (
        <div className="flex flex-col items-start gap-3">
          <Checkbox
            label="Require a second factor of everybody"
            checked={save.isPending ? save.variables : access.data.requiresSecondFactor}
            disabled={save.isPending}
            onChange={(isRequired) => {
              save.mutate(isRequired)
            }}
          />
          {without === 0 ? null : (
            <p className="text-12 text-ink-3">
              {without === 1 ? '1 member has' : `${without} members have`} none yet;{' '}
              <Link to="/settings/members" className="text-accent underline">
                see who
              </Link>
              .
            </p>
          )}
          {failure === null ? null : failure.reason === 'NO_FACTOR' ? (
            <Notice meaning="late" title={failure.message}>
              <Link to="/settings/account" className="font-strong text-accent underline">
                Set up yours
              </Link>
            </Notice>
          ) : (
            <FormError error={failure} />
          )}
        </div>
      )}
    </section>
  )
}
