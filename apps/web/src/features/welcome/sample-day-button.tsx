import { Button, toast, type ButtonVariant } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Route } from 'lucide-react'
import type { ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'

/** Loads the made-up day of the demo region and goes there. */
export function SampleDayButton({ variant = 'secondary' }: { readonly variant?: ButtonVariant }): ReactNode {
  const navigate = useNavigate()
  const regions = useQuery({
    ...trpc.regions.list.queryOptions(),
    refetchInterval: ({ state }) =>
      state.data?.items.some((region) => region.state === 'building') === true ? 2_000 : false,
  })
  const states = regions.data?.items.map(({ state }) => state) ?? []
  // The demo region is being built for the first time: the sample would have no roads yet.
  const isEarly = states.includes('building') && !states.includes('ready')
  const load = useMutation(
    trpc.samples.load.mutationOptions({
      onSuccess: async ({ depotId, date }) => {
        await queryClient.invalidateQueries()
        toast({
          meaning: 'done',
          text: 'The sample day is here',
          detail: '80 made-up orders and 6 vans in Gothenburg. Press Plan.',
        })
        await navigate({ to: '/day/$depotId/$date', params: { depotId, date } })
      },
    }),
  )
  return (
    <Button
      variant={variant}
      icon={Route}
      isBusy={load.isPending}
      disabled={isEarly}
      title={isEarly ? 'Ready as soon as the roads are built' : undefined}
      onClick={() => {
        load.mutate()
      }}
    >
      Try the sample day
    </Button>
  )
}
