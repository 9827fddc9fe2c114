import { Button, Field, Input } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { isSignedOut, toHumanError, type HumanError } from '../../api/human-error.ts'
import { api, trpc } from '../../api/trpc.ts'
import { AuthFrame } from '../../session/auth-frame.tsx'
import { FormError } from '../../session/form-error.tsx'
import { canUsePasskeys, type ShownPasskey, showPasskey } from '../../session/passkeys.ts'
import { type Session, startSession } from '../../session/session.ts'
import { type SecondFactorAsked, SecondStep } from './second-step.tsx'
import { usePasskeyAutofill } from './use-passkey-autofill.ts'

/** E-mail and password or a passkey, and back to where the person wanted to go. */
export function SignInPage(): ReactNode {
  const { next } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const router = useRouter()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [asked, setAsked] = useState<SecondFactorAsked | null>(null)
  const enter = (session: Session): void => {
    startSession(session)
    if (next === undefined) void navigate({ to: '/' })
    else router.history.push(next)
  }
  const setup = useQuery(trpc.session.setup.queryOptions())
  const signIn = useMutation(
    trpc.session.signIn.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: (answer) => {
        if (answer.kind === 'second_factor') setAsked(answer)
        else enter(answer.session)
      },
    }),
  )
  const passkey = useMutation({
    meta: { isErrorShown: true },
    mutationFn: async (filled: ShownPasskey | undefined) =>
      api.session.signInWithPasskey.mutate({
        passkey: filled ?? (await showPasskey(await api.session.beginPasskey.mutate({}))),
      }),
    onMutate: signIn.reset,
    onSuccess: enter,
  })
  usePasskeyAutofill({ isOn: asked === null && !passkey.isPending, onShown: passkey.mutate })
  const failure = passkey.error ?? signIn.error
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
    return (
      <SecondStep
        asked={asked}
        onSignedIn={enter}
        onBack={() => {
          setAsked(null)
          setPassword('')
        }}
      />
    )
  }
  return (
    <AuthFrame title="Sign in" lead="Plan, dispatch, track and prove deliveries.">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          passkey.reset()
          signIn.mutate({ email: email.trim(), password })
        }}
      >
        <Field label="E-mail">
          {(control) => (
            <Input
              {...control}
              type="email"
              name="email"
              autoComplete="username webauthn"
              required
              // The page is for nothing else.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              value={email}
              onChange={(event) => {
                setEmail(event.target.value)
              }}
            />
          )}
        </Field>
        <Field label="Password">
          {(control) => (
            <Input
              {...control}
              type="password"
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => {
                setPassword(event.target.value)
              }}
            />
          )}
        </Field>
        {failure === null ? null : <FormError error={signInError(failure)} />}
        <Button type="submit" variant="primary" isBusy={signIn.isPending} className="mt-1">
          Sign in
        </Button>
        {canUsePasskeys() ? (
          <Button
            icon={KeyRound}
            isBusy={passkey.isPending}
            onClick={() => {
              passkey.mutate(undefined)
            }}
          >
            Sign in with a passkey
          </Button>
        ) : null}
      </form>
      <p className="mt-6 text-12 text-ink-3">
        <Link to="/forgotten" className="text-accent hover:underline">
          Forgotten the password?
        </Link>{' '}
        No account? An administrator of your organization can invite you.
      </p>
    </AuthFrame>
  )
}

/** A wrong password is no session that ended: its usual advice would mislead here. */
function signInError(error: unknown): HumanError {
  const human = toHumanError(error)
  return isSignedOut(error) ? { ...human, advice: undefined } : human
}
