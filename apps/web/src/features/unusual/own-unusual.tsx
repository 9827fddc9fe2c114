import { Notice } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { UnusualList } from './unusual-list.tsx'

/** One's own sign-ins that were unusual; nothing where there were none. */
export function OwnUnusual(): ReactNode {
  const unusual = useQuery(trpc.unusual.own.queryOptions())
  const events = unusual.data?.items ?? []
  if (events.length === 0) return null
  return (
    <section id="unusual" className="flex flex-col gap-3">
      <Notice meaning="risk" title="Was this you?">
        These sign-ins were unlike your others. If one was not yours, end its session below and change the
        password. With a second factor it would have been asked for.
      </Notice>
      <UnusualList events={events} hasNames={false} />
    </section>
  )
}
