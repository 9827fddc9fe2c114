import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { onSignedOut } from '../api/query-client.ts'
import { endSession } from '../session/session.ts'

/** Goes to the sign-in when any answer says that the session has ended, and back afterwards. */
export function useSignedOutRedirect(): void {
  const router = useRouter()
  useEffect(
    () =>
      onSignedOut(() => {
        const next = router.state.location.href
        if (next.startsWith('/sign-in')) return
        endSession()
        void router.navigate({ to: '/sign-in', search: { next } })
      }),
    [router],
  )
}
