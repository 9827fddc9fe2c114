import { useQuery } from '@tanstack/react-query'
import { queryClient } from '../api/query-client.ts'
import { trpc, type Outputs } from '../api/trpc.ts'
import { forgetDrafts } from './drafts.ts'

export type Session = NonNullable<Outputs['session']['current']>

const sessionOptions = () => trpc.session.current.queryOptions(undefined, { staleTime: 60_000 })

/** Who is signed in, from the cache or the server; null when nobody is. */
export function loadSession(): Promise<Session | null> {
  return queryClient.ensureQueryData(sessionOptions())
}

/** Takes the answer of a sign-in as the session, and forgets what an earlier person saw. */
export function startSession(session: Session): void {
  forget()
  if (whoIs(session) !== last) forgetDrafts()
  queryClient.setQueryData(trpc.session.current.queryKey(), session)
}

/** Takes a session that goes on for the same person, with other rights. */
export function takeSession(session: Session): void {
  queryClient.setQueryData(trpc.session.current.queryKey(), session)
}

/** Forgets everything that the person saw. */
export function endSession(): void {
  forget()
  queryClient.setQueryData(trpc.session.current.queryKey(), null)
}

/** Who was here last, and where. What they typed waits for them when a session ends by itself. */
let last: string | undefined
const whoIs = ({ user, organization }: Session): string => `${user.id} ${organization.id}`

function forget(): void {
  const before = queryClient.getQueryData(trpc.session.current.queryKey())
  if (before !== undefined && before !== null) last = whoIs(before)
  queryClient.clear()
}

/** The session in a component behind the sign-in; null only for the moment in which it ends. */
export function useSession(): Session | null {
  return useQuery(sessionOptions()).data ?? null
}

/** Whether the person may change orders, fleet, plans and closures. */
export function useCanDispatch(): boolean {
  const role = useSession()?.role
  return role === 'admin' || role === 'dispatcher'
}
