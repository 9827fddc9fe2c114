import { useQuery } from '@tanstack/react-query'
import { queryClient } from '../api/query-client.ts'
import { trpc, type Outputs } from '../api/trpc.ts'

export type Session = NonNullable<Outputs['session']['current']>

const sessionOptions = () => trpc.session.current.queryOptions(undefined, { staleTime: 60_000 })

/** Who is signed in, from the cache or the server; null when nobody is. */
export function loadSession(): Promise<Session | null> {
  return queryClient.ensureQueryData(sessionOptions())
}

/** Takes the answer of a sign-in as the session, and forgets what an earlier person saw. */
export function startSession(session: Session): void {
  queryClient.clear()
  queryClient.setQueryData(trpc.session.current.queryKey(), session)
}

/** Takes a session that goes on for the same person, with other rights. */
export function takeSession(session: Session): void {
  queryClient.setQueryData(trpc.session.current.queryKey(), session)
}

/** Forgets everything that the person saw. */
export function endSession(): void {
  queryClient.clear()
  queryClient.setQueryData(trpc.session.current.queryKey(), null)
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
