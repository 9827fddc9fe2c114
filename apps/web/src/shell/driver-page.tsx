import { Button } from '@cartage/ui'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { AuthFrame } from '../session/auth-frame.tsx'
import { useSession } from '../session/session.ts'
import { useSignOut } from '../session/use-sign-out.ts'

/** What a driver sees who signs in here: the console is for the office. */
export function DriverPage(): ReactNode {
  const navigate = useNavigate()
  const name = useSession()?.user.name ?? ''
  const { signOut, isBusy } = useSignOut(() => void navigate({ to: '/sign-in' }))
  return (
    <AuthFrame title="This console is for the office" lead={`You are signed in as ${name}, a driver.`}>
      <p className="mb-5 text-13 text-ink-2">
        Your dispatcher prints your route as a manifest. If you should plan here too, an administrator can
        give you another role.
      </p>
      <Button className="self-start" isBusy={isBusy} onClick={signOut}>
        Sign out
      </Button>
    </AuthFrame>
  )
}
