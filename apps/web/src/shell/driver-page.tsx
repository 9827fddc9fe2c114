import { Button } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { trpc } from '../api/trpc.ts'
import { AuthFrame } from '../session/auth-frame.tsx'
import { endSession, useSession } from '../session/session.ts'

/** What a driver sees who signs in here: the console is for the office. */
export function DriverPage(): ReactNode {
  const navigate = useNavigate()
  const name = useSession()?.user.name ?? ''
  const signOut = useMutation(
    trpc.session.signOut.mutationOptions({
      onSuccess: () => {
        endSession()
        void navigate({ to: '/sign-in' })
      },
    }),
  )
  return (
    <AuthFrame title="This console is for the office" lead={`You are signed in as ${name}, a driver.`}>
      <p className="mb-5 text-13 text-ink-2">
        Your dispatcher prints your route as a manifest. If you should plan here too, an administrator can
        give you another role.
      </p>
      <Button
        className="self-start"
        isBusy={signOut.isPending}
        onClick={() => {
          signOut.mutate()
        }}
      >
        Sign out
      </Button>
    </AuthFrame>
  )
}
