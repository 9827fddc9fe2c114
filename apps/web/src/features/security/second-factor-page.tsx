import { Button } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { AuthFrame } from '../../session/auth-frame.tsx'
import { endSession, type Session, startSession, useSession } from '../../session/session.ts'
import { useSignedOutRedirect } from '../../shell/use-signed-out-redirect.ts'
import { FactorForm } from './factor-form.tsx'
import { TotpSetup } from './totp-setup.tsx'

/** What somebody sees in place of the app while their organization asks for a second factor that the session lacks. */
export function SecondFactorPage(): ReactNode {
  useSignedOutRedirect()
  const navigate = useNavigate()
  const session = useSession()
  const enter = (next: Session): void => {
    startSession(next)
    void navigate({ to: '/' })
  }
  const signOut = useMutation(
    trpc.session.signOut.mutationOptions({
      onSuccess: () => {
        endSession()
        void navigate({ to: '/sign-in' })
      },
    }),
  )
  if (session === null) return null
  const { name } = session.organization
  return (
    <AuthFrame
      title={session.lacks === 'enrolment' ? 'Set up a second factor' : 'Second step'}
      lead={`${name} asks everybody for a second factor.`}
    >
      {session.lacks === 'enrolment' ? <Enrolment onDone={enter} /> : <Proof onDone={enter} />}
      <Button
        variant="quiet"
        className="mt-4 self-start"
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

interface StepProps {
  readonly onDone: (session: Session) => void
}

function Enrolment({ onDone }: StepProps): ReactNode {
  const [isBegun, setIsBegun] = useState(false)
  if (isBegun) {
    return (
      <TotpSetup
        onDone={onDone}
        onCancel={() => {
          setIsBegun(false)
        }}
      />
    )
  }
  return (
    <>
      <p className="mb-4 text-13 text-ink-2">
        You need an authenticator app on your phone, or the one of your password manager. It takes a minute.
      </p>
      <Button
        variant="primary"
        onClick={() => {
          setIsBegun(true)
        }}
      >
        Set up an authenticator app
      </Button>
    </>
  )
}

function Proof({ onDone }: StepProps): ReactNode {
  const factors = useQuery(trpc.factors.list.queryOptions())
  const prove = useMutation(
    trpc.factors.prove.mutationOptions({ meta: { isErrorShown: true }, onSuccess: onDone }),
  )
  return (
    <FactorForm
      hasRecovery={(factors.data?.recoveryCodesLeft ?? 0) > 0}
      isBusy={prove.isPending}
      error={prove.error}
      onChange={prove.reset}
      onSubmit={(proof) => {
        prove.mutate(proof)
      }}
    />
  )
}
