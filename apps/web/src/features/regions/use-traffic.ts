import { toast } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc } from '../../api/trpc.ts'

export const refreshTraffic = (): Promise<unknown> =>
  Promise.all([
    queryClient.invalidateQueries(trpc.traffic.pathFilter()),
    queryClient.invalidateQueries(trpc.roads.pathFilter()),
  ])

/** The traffic of a region. */
export const useTraffic = (region: string) => useQuery(trpc.traffic.get.queryOptions({ region }))

/** Takes a region's traffic away, with a way to have it again. */
export function useRemoveTraffic(region: string) {
  return useMutation({
    mutationFn: () => api.traffic.remove.mutate({ region }),
    onSuccess: () => {
      toast({
        text: 'Removed the traffic',
        detail: 'Every hour has the usual speeds again.',
        undo: async () => {
          await api.traffic.restore.mutate({ region })
          await refreshTraffic()
        },
      })
    },
    onSettled: () => void refreshTraffic(),
  })
}
