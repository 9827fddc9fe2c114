import type { Route } from '@cartage/domain'
import { prepare, problemSchema } from '@cartage/solver'
import { toast } from '@cartage/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { trpc } from '../../api/trpc.ts'
import { useDay } from '../day/day-context.ts'
import { editRoute, insertOrder, moveOrder, type EditFrame, type RouteEdit } from './route-edit.ts'

export interface RouteEditor {
  /** What is changed and not saved; null when nothing is. */
  readonly edit: RouteEdit | null
  /** False until the problem is there, and when the plan is too old to be changed by hand. */
  readonly canEdit: boolean
  readonly error: unknown
  readonly move: (orderId: string, by: number) => void
  readonly unassign: (orderId: string) => void
  readonly discard: () => void
  readonly save: () => void
  readonly isSaving: boolean
}

/**
 * Changes a route by hand: each step is priced here in the browser, and only Save tells the server. `isAllowed` is
 * false for those who may only look.
 */
export function useRouteEdit(planId: string, route: Route, isAllowed: boolean): RouteEditor {
  const { newcomer, setNewcomer } = useDay()
  const cache = useQueryClient()
  const [draft, setDraft] = useState<{
    readonly version: string
    readonly orderIds: readonly string[]
  } | null>(null)
  const problem = useQuery({
    ...trpc.plans.problem.queryOptions({ id: planId }),
    enabled: isAllowed,
  })
  const frame = useMemo(
    (): EditFrame | null =>
      problem.data
        ? { prepared: prepare(problemSchema.parse(problem.data.problem)), dayStart: problem.data.dayStart }
        : null,
    [problem.data],
  )
  // A draft belongs to the version of the route that it was begun on.
  const version = `${route.id} ${route.version}`
  const now = useMemo(() => route.stops.map(({ orderId }) => String(orderId)), [route])
  const comer = newcomer?.routeId === route.id ? newcomer.stop : null
  const begun = useMemo(
    () => (comer && frame ? insertOrder(frame, route, now, comer.orderId) : now),
    [comer, frame, route, now],
  )
  const orderIds = draft?.version === version ? draft.orderIds : begun
  const isChanged = orderIds.length !== now.length || orderIds.some((id, index) => id !== now[index])
  const probe = useMemo(
    () => (frame ? editRoute(frame, route, orderIds, comer ? [comer] : []) : null),
    [frame, route, orderIds, comer],
  )
  const leave = (): void => {
    setDraft(null)
    setNewcomer(null)
  }
  const set = (next: readonly string[]): void => setDraft({ version, orderIds: next })

  const refresh = (): Promise<unknown> =>
    Promise.all([
      cache.invalidateQueries(trpc.plans.pathFilter()),
      cache.invalidateQueries(trpc.orders.pathFilter()),
    ])
  const back = useMutation(trpc.routes.resequence.mutationOptions({ onSuccess: refresh }))
  const save = useMutation(
    trpc.routes.resequence.mutationOptions({
      onSuccess: async (saved) => {
        leave()
        toast({
          text: `${route.vehicle.name} changed.`,
          undo: async () => {
            await back.mutateAsync({ id: saved.id, version: saved.version, orderIds: [...now] })
          },
        })
        await refresh()
      },
    }),
  )
  return {
    edit: isChanged ? probe : null,
    canEdit: isAllowed && probe !== null,
    error: problem.error,
    move: (orderId, by) => set(moveOrder(orderIds, orderId, by)),
    unassign: (orderId) => set(orderIds.filter((id) => id !== orderId)),
    discard: leave,
    save: () => save.mutate({ id: route.id, version: route.version, orderIds: [...orderIds] }),
    isSaving: save.isPending,
  }
}
