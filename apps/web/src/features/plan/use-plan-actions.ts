import { toast } from '@cartage/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { newId } from '../../api/new-id.ts'
import { trpc } from '../../api/trpc.ts'
import { useDay } from '../day/day-context.ts'

export interface PlanActions {
  readonly start: (timeLimitS: number) => void
  readonly isStarting: boolean
  /** Why the last start was refused. */
  readonly startError: unknown
  readonly publish: (planId: string) => void
  readonly unpublish: (planId: string) => void
  readonly isPublishing: boolean
}

/** Planning and publishing; publishing is taken back rather than asked about. `isErrorShown`: the caller shows `startError`. */
export function usePlanActions(isErrorShown: boolean): PlanActions {
  const { depot, date } = useDay()
  const cache = useQueryClient()
  const refresh = (): Promise<void> => cache.invalidateQueries(trpc.plans.pathFilter())
  const start = useMutation(trpc.plans.start.mutationOptions({ meta: { isErrorShown }, onSuccess: refresh }))
  const unpublish = useMutation(trpc.plans.unpublish.mutationOptions({ onSuccess: refresh }))
  const publish = useMutation(
    trpc.plans.publish.mutationOptions({
      onSuccess: async (plan) => {
        toast({
          meaning: 'done',
          text: `Version ${plan.version} published.`,
          detail: 'Its routes are the ones to drive.',
          undo: async () => {
            await unpublish.mutateAsync({ id: plan.id })
          },
        })
        await refresh()
      },
    }),
  )
  return {
    start: (timeLimitS) => start.mutate({ id: newId(), depotId: depot.id, date, timeLimitS }),
    isStarting: start.isPending,
    startError: start.error,
    publish: (id) => publish.mutate({ id }),
    unpublish: (id) => unpublish.mutate({ id }),
    isPublishing: publish.isPending || unpublish.isPending,
  }
}
