import { SkeletonRows, toast } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { newId } from '../../api/new-id.ts'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc, type Inputs, type Outputs } from '../../api/trpc.ts'
import { withConfirmation } from '../../session/confirm-identity.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { AdviceDecided } from './advice-decided.tsx'
import { AdviceProposal } from './advice-proposal.tsx'
import { AdviceTemplate } from './advice-template.tsx'
import type { Proposed } from './role-form.tsx'

export type RoleProposal = Outputs['roleAdvice']['list']['proposals'][number]
type Decision = Inputs['roleAdvice']['accept']

export interface RoleAdviceProps {
  /** Opens the form of a new role. */
  readonly onMakeRole: (proposed: Proposed) => void
}

/** Use is counted for so long before anything is proposed. */
const COUNTED_DAYS = 60

const giveBack = (id: string) => withConfirmation(() => api.roleAdvice.revert.mutate({ id }))

const refresh = (): void => {
  for (const filter of [trpc.roleAdvice.pathFilter(), trpc.roles.pathFilter(), trpc.members.pathFilter()]) {
    void queryClient.invalidateQueries(filter)
  }
}

/** What members do not use and could do without, with a way to take it and to give it back. */
export function RoleAdvice({ onMakeRole }: RoleAdviceProps): ReactNode {
  const advice = useQuery(trpc.roleAdvice.list.queryOptions())
  const [busy, setBusy] = useState<string | null>(null)
  const revert = useMutation({
    mutationFn: giveBack,
    onSuccess: () => {
      toast({ meaning: 'done', text: 'Given back. They sign in again with it.' })
    },
    onSettled: refresh,
  })
  const decide = useMutation({
    mutationFn: ({ how, decision }: { readonly how: 'accept' | 'dismiss'; readonly decision: Decision }) =>
      withConfirmation(() => api.roleAdvice[how].mutate(decision)),
    onSuccess: (_, { how, decision }) => {
      toast(
        how === 'accept'
          ? {
              text: 'The narrower role is given',
              undo: async () => {
                await giveBack(decision.id)
                refresh()
              },
            }
          : { text: 'Not proposed again for half a year' },
      )
    },
    onSettled: () => {
      setBusy(null)
      refresh()
    },
  })
  const choose = (how: 'accept' | 'dismiss', proposal: RoleProposal): void => {
    const { id: member } = proposal.member
    setBusy(member)
    const removed = proposal.removed.map(({ permission }) => permission)
    decide.mutate({ how, decision: { id: newId(), member, removed } })
  }
  return (
    <section className="mt-10">
      <h2 className="text-15 font-strong">Could do with less</h2>
      <p className="mt-0.5 mb-3 text-13 text-pretty text-ink-2">
        Permissions that somebody did not use for {COUNTED_DAYS} days and will hardly use in the next month,
        going by their own months and those of others with the same role.
      </p>
      {advice.isPending ? (
        <SkeletonRows rows={3} label="Loading the advice" />
      ) : advice.isLoadingError ? (
        <QueryError error={advice.error} onRetry={() => void advice.refetch()} />
      ) : (
        <div className="flex flex-col gap-4">
          {advice.data.proposals.length === 0 && advice.data.templates.length === 0 ? (
            <p className="text-13 text-ink-3">{nothingWords(advice.data.countedDays)}</p>
          ) : null}
          {advice.data.proposals.map((proposal) => (
            <AdviceProposal
              key={proposal.member.id}
              proposal={proposal}
              isBusy={busy === proposal.member.id}
              isDisabled={decide.isPending}
              onApply={() => choose('accept', proposal)}
              onDismiss={() => choose('dismiss', proposal)}
            />
          ))}
          {advice.data.templates.map((template) => (
            <AdviceTemplate
              key={template.members.map(({ id }) => id).join()}
              template={template}
              onMakeRole={onMakeRole}
            />
          ))}
          <AdviceDecided
            decided={advice.data.decided}
            isBusy={revert.isPending}
            onRevert={(id) => revert.mutate(id)}
          />
        </div>
      )}
    </section>
  )
}

const nothingWords = (countedDays: number): string =>
  countedDays < COUNTED_DAYS
    ? `Use has been counted for ${countedDays} of ${COUNTED_DAYS} days. Proposals come after that.`
    : 'Everybody uses what they have.'
