import { Button } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { trpc } from '../../api/trpc.ts'
import { AuthFrame } from '../../session/auth-frame.tsx'
import { FormError } from '../../session/form-error.tsx'
import { startSession, type Session } from '../../session/session.ts'
import { useSignOut } from '../../session/use-sign-out.ts'

/** For somebody who has an account: one more organization, without another password. */
export function JoinOrganization({
  session,
  token,
}: {
  readonly session: Session
  readonly token: string
}): ReactNode {
  const navigate = useNavigate()
  const join = useMutation(
    trpc.session.join.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: (joined) => {
        startSession(joined)
        void navigate({ to: '/' })
      },
    }),
  )
  const { signOut, isBusy } = useSignOut(() => undefined)
  return (
    <AuthFrame
      title="You are invited"
      lead={`You are signed in as ${session.user.email}. Join with this account?`}
    >
      <div className="flex flex-col gap-4">
        {join.isError ? <FormError error={toHumanError(join.error)} /> : null}
        <Button variant="primary" isBusy={join.isPending} onClick={() => join.mutate({ token })}>
          Join
        </Button>
        <Button isBusy={isBusy} onClick={signOut}>
          It is for somebody else
        </Button>
      </div>
    </AuthFrame>
  )
}
