import { useQuery } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'

/** The profiles that the roads of a depot were built for; undefined while nobody knows. */
export function useBuiltProfiles(depotId: string): readonly string[] | undefined {
  const depots = useQuery(trpc.depots.list.queryOptions()).data?.items
  const regions = useQuery(trpc.regions.list.queryOptions()).data?.items
  const depot = depots?.find(({ id }) => id === depotId)
  const built = regions?.find(({ name }) => name === depot?.region)?.profiles
  return built?.length === 0 ? undefined : built
}
