import type { Closure, RegionSummary } from '@cartage/domain'
import { toast } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc } from '../../api/trpc.ts'
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
    mutationFn: ({ id }: Closure) => api.closures.remove.mutate({ id }),
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

/** Sets a closure. */
export function useCreateClosure(onDone: (closure: Closure) => void) {
  return useMutation(
    trpc.closures.create.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: onDone,
      onSettled: () => void refresh(),
    }),
  )
}
