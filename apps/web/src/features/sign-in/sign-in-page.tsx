import { Notice } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { trpc } from '../../api/trpc.ts'
import { AuthFrame } from '../../session/auth-frame.tsx'
import { FormError } from '../../session/form-error.tsx'
import { problemWords } from '../../session/provider-problem.ts'
import { type Session, startSession } from '../../session/session.ts'
import { CredentialsForm } from './credentials-form.tsx'
import { PendingStep } from './pending-step.tsx'
import { ProviderButtons } from './provider-buttons.tsx'
import { type SecondFactorAsked, SecondStep } from './second-step.tsx'

/** A password, a passkey or another way in, and back to where the person wanted to go. */
export function SignInPage(): ReactNode {
  const { next, organization, problem, pending } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const router = useRouter()
  const [email, setEmail] = useState('')
  const [asked, setAsked] = useState<SecondFactorAsked | null>(null)
  const goOn = (session: Session): void => {
    startSession(session)
    if (next === undefined) void navigate({ to: '/' })
    else router.history.push(next)
  }
  const setup = useQuery(trpc.session.setup.queryOptions())
  const connect = useMutation(
    trpc.oidc.connect.mutationOptions({ meta: { isErrorShown: true }, onSuccess: goOn }),
  )
  const enter = (session: Session): void => {
    if (pending === undefined) goOn(session)
    else connect.mutate(undefined, { onError: () => setAsked(null) })
  }
  const startOver = (): void => {
    setAsked(null)
    void navigate({ to: '/sign-in', search: next === undefined ? {} : { next } })
  }
  if (setup.data?.needsFirstAdmin === true) {
    return (
      <AuthFrame title="Almost there" lead="Nobody has an account here yet.">
        <p className="text-13 text-ink-2">
          Open the one-time link that the server printed when it started. It makes the first administrator. If
          it has expired, restart the server: it prints a new one.
        </p>
      </AuthFrame>
    )
  }
  if (asked !== null) {
    return <SecondStep asked={asked} onSignedIn={enter} onBack={() => setAsked(null)} />
  }
  const form = (
    <CredentialsForm email={email} onEmail={setEmail} onSession={enter} onSecondFactor={setAsked} />
  )
  if (pending !== undefined) {
    return (
      <PendingStep
        onSignedIn={goOn}
        onBack={startOver}
        connectForm={({ provider }) => (
          <AuthFrame
            title="You have an account already"
            lead={`Sign in to it once, to show that it is yours. From then on ${provider} is enough.`}
          >
            {connect.isError ? (
              <div className="mb-4">
                <FormError error={toHumanError(connect.error)} />
              </div>
            ) : null}
            {form}
          </AuthFrame>
        )}
      />
    )
  }
  return (
    <AuthFrame title="Sign in" lead="Plan, dispatch, track and prove deliveries.">
      {problem === undefined ? null : (
        <Notice meaning="late" title={problemWords(problem)} className="mb-4" />
      )}
      {form}
      <ProviderButtons organization={organization} email={email} next={next} />
      <p className="mt-6 text-12 text-ink-3">
        <Link to="/forgotten" className="text-accent hover:underline">
          Forgotten the password?
        </Link>{' '}
        No account? An administrator of your organization can invite you.
      </p>
    </AuthFrame>
  )
}
