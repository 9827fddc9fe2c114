import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { onLacking, onSignedOut, queryClient } from '../api/query-client.ts'
import { trpc } from '../api/trpc.ts'
import { endSession } from '../session/session.ts'
import { onLeftElsewhere } from '../session/sign-out.ts'

/** Goes to the sign-in when any answer or another tab says that the session has ended, and back afterwards; asks for a second factor when one says so. */
export function useSignedOutRedirect(): void {
  const router = useRouter()
  useEffect(() => {
    const leave = (): void => {
      const next = router.state.location.href
      if (next.startsWith('/sign-in')) return
      endSession()
      void router.navigate({ to: '/sign-in', search: { next } })
    }
    const stops = [onSignedOut(leave), onLeftElsewhere(leave)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [router])
  useEffect(
    () =>
      onLacking(() => {
        // The page that is shown in place of the app reads what is lacking from the session.
        void queryClient.invalidateQueries(trpc.session.current.pathFilter()).then(() => router.invalidate())
      }),
    [router],
  )
}
