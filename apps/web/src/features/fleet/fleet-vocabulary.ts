import { useQuery } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'

/** The dimensions and skills that a depot's fleet uses, to be offered wherever one is asked for. */
export function useFleetVocabulary(depotId: string): {
  readonly dimensions: readonly string[]
  readonly skills: readonly string[]
} {
  const vehicles = useQuery(trpc.vehicles.list.queryOptions({ depotId })).data?.items ?? []
  const drivers = useQuery(trpc.drivers.list.queryOptions({ depotId })).data?.items ?? []
  return {
    dimensions: [...new Set(vehicles.flatMap(({ capacity }) => Object.keys(capacity)))].toSorted(),
    skills: [...new Set([...vehicles, ...drivers].flatMap(({ skills }) => skills))].toSorted(),
  }
}
