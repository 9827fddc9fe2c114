import { Button } from '@cartage/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { useSession } from '../../session/session.ts'

/** Loads the made-up day for the demo region and goes there. For those who may set up depots. */
export function SampleDayButton(): ReactNode {
  const session = useSession()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const load = useMutation(
    trpc.samples.load.mutationOptions({
      onSuccess: async ({ depotId, date }) => {
        await cache.invalidateQueries()
        await navigate({ to: '/day/$depotId/$date', params: { depotId, date } })
      },
    }),
  )
  if (session?.role !== 'admin' && session?.role !== 'dispatcher') return null
  return (
    <Button variant="quiet" isBusy={load.isPending} onClick={() => load.mutate()}>
      Try the sample day
    </Button>
  )
}
