import type { Closure, ClosureId, ListedClosure, RegionSummary } from '@cartage/domain'
import { toast } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc } from '../../api/trpc.ts'
import { contentBefore, type ClosureContent } from './closure-draft.ts'
import { closureEffect } from './closure-words.ts'

const refresh = (): Promise<unknown> =>
  Promise.all([
    queryClient.invalidateQueries(trpc.closures.pathFilter()),
    queryClient.invalidateQueries(trpc.roads.pathFilter()),
  ])

/** The closures of a region. */
export function useClosures(region: RegionSummary | undefined) {
  return useQuery({
    ...trpc.closures.list.queryOptions({ region: region?.name ?? '' }),
    enabled: region !== undefined,
  })
}

/** Takes a closure back, with a way to have it again. */
export function useRemoveClosure() {
  return useMutation({
    mutationFn: ({ id }: ListedClosure) => api.closures.remove.mutate({ id }),
    onSuccess: (_answer, { id, reason, ...closure }) => {
      toast({
        text: `Deleted the closure${reason === '' ? '' : ` “${reason}”`}`,
        detail: closureEffect(closure),
        undo: async () => {
          await api.closures.restore.mutate({ id })
          await refresh()
        },
      })
    },
    onSettled: () => void refresh(),
  })
}

interface ClosureSaving {
  readonly region: RegionSummary
  /** What it was; null for a new one. */
  readonly edited: ListedClosure | null
  readonly onDone: (closure: Closure) => void
}

/** Sets or changes a closure, with a way to have things as they were. */
export function useSaveClosure({ region, edited, onDone }: ClosureSaving) {
  return useMutation({
    meta: { isErrorShown: true },
    mutationFn: ({ id, content }: { readonly id: ClosureId; readonly content: ClosureContent }) =>
      edited === null
        ? api.closures.create.mutate({ id, region: region.name, ...content })
        : api.closures.update.mutate({ id: edited.id, version: edited.version, ...content }),
    onSuccess: (saved) => {
      const { id, version, factor, reason } = saved
      toast({
        text: edited !== null ? 'Saved the closure' : factor === null ? 'Closed' : 'Speed changed',
        detail: reason,
        undo: async () => {
          if (edited === null) await api.closures.remove.mutate({ id })
          else await api.closures.update.mutate({ id, version, ...contentBefore(edited) })
          await refresh()
        },
      })
      onDone(saved)
    },
    onSettled: () => void refresh(),
  })
}
