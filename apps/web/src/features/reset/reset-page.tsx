import { Button, buttonClass, Field, Input } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { trpc } from '../../api/trpc.ts'
import { AuthFrame } from '../../session/auth-frame.tsx'
import { FormError } from '../../session/form-error.tsx'
import { ProviderLink } from '../../session/provider-link.tsx'
import { PASSWORD_MIN, passwordProblem } from '../../session/password-rule.ts'
import { startSession } from '../../session/session.ts'
import { useFragmentToken } from '../../session/use-fragment-token.ts'

/** Where the link for a forgotten password leads: choose another, and in. */
export function ResetPage(): ReactNode {
  const token = useFragmentToken()
  const navigate = useNavigate()
  const [password, setPassword] = useState('')
  const [isTried, setIsTried] = useState(false)
  const reset = useMutation(
    trpc.session.resetPassword.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: (answer) => {
        if (answer.kind !== 'session') return
        startSession(answer.session)
        void navigate({ to: '/' })
      },
    }),
  )
  if (token === null) {
    return (
      <AuthFrame title="This link is not complete" lead="It ends with a long code behind a # sign.">
        <p className="mb-5 text-13 text-ink-2">Copy the whole link, or ask for a new one.</p>
        <Link to="/forgotten" className={buttonClass('secondary', 'm')}>
          Ask for a new one
        </Link>
      </AuthFrame>
    )
  }
  if (reset.data?.kind === 'second_factor') {
    return (
      <AuthFrame
        title="Your password is changed"
        lead="Sign in with it; your second factor is asked for as ever."
      >
        <Link to="/sign-in" className={buttonClass('primary', 'm')}>
          Sign in
        </Link>
      </AuthFrame>
    )
  }
  if (reset.data?.kind === 'provider_required') {
    const { id, name } = reset.data.provider
    return (
      <AuthFrame
        title="Your password is changed"
        lead={`Your organization asks you to sign in with ${name}. The password is for connecting your account with it, once, where that is not done yet.`}
      >
        <ProviderLink id={id} name={name} variant="primary" />
      </AuthFrame>
    )
  }
  const error = reset.isError ? toHumanError(reset.error) : null
  const refused = error?.field === 'password' ? error.message : null
  return (
    <AuthFrame title="Choose a new password" lead="Wherever you are signed in, that ends.">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          setIsTried(true)
          if (passwordProblem(password) === null) reset.mutate({ token, password })
        }}
      >
        <Field
          label="New password"
          hint={`At least ${PASSWORD_MIN} characters; three or four unrelated words do well.`}
          error={(isTried ? passwordProblem(password) : null) ?? refused}
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              name="password"
              autoComplete="new-password"
              required
              // The page is for nothing else.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              value={password}
              onChange={(event) => {
                setPassword(event.target.value)
              }}
            />
          )}
        </Field>
        {error === null || refused !== null ? null : <FormError error={error} />}
        <Button type="submit" variant="primary" isBusy={reset.isPending}>
          Save and sign in
        </Button>
      </form>
    </AuthFrame>
  )
}
