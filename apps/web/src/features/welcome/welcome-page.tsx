import { Button, buttonClass, Field, Input } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { trpc } from '../../api/trpc.ts'
import { AuthFrame } from '../../session/auth-frame.tsx'
import { FormError } from '../../session/form-error.tsx'
import { PASSWORD_MIN, passwordProblem } from '../../session/password-rule.ts'
import { startSession } from '../../session/session.ts'
import { useFragmentToken } from '../../session/use-fragment-token.ts'

/** The first administrator: who they are, what their organization is called, and a password. */
export function WelcomePage(): ReactNode {
  const token = useFragmentToken()
  const navigate = useNavigate()
  const [fields, setFields] = useState({ organizationName: '', name: '', email: '', password: '' })
  const [isTried, setIsTried] = useState(false)
  const claim = useMutation(
    trpc.session.claimFirstAdmin.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: (session) => {
        startSession(session)
        void navigate({ to: '/start' })
      },
    }),
  )
  if (token === null) {
    return (
      <AuthFrame
        title="This link is not complete"
        lead="The one-time link ends with a long code behind a # sign."
      >
        <p className="mb-5 text-13 text-ink-2">
          Copy the whole line that the server printed when it started.
        </p>
        <Link to="/sign-in" className={buttonClass('secondary', 'm')}>
          Sign in instead
        </Link>
      </AuthFrame>
    )
  }
  const set = (key: keyof typeof fields) => (event: { target: { value: string } }) => {
    setFields({ ...fields, [key]: event.target.value })
  }
  const failure = claim.isError ? toHumanError(claim.error) : null
  const localProblem = isTried ? passwordProblem(fields.password) : null
  return (
    <AuthFrame
      title="Welcome to Cartage"
      lead="You are the first here, so you become its administrator. Everything stays on this machine."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          setIsTried(true)
          if (passwordProblem(fields.password) === null)
            claim.mutate({ token, ...fields, email: fields.email.trim() })
        }}
      >
        <Field label="Organization" hint="The company whose deliveries you plan.">
          {(control) => (
            <Input
              {...control}
              name="organization"
              autoComplete="organization"
              required
              maxLength={120}
              // The page is for nothing else.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              value={fields.organizationName}
              onChange={set('organizationName')}
            />
          )}
        </Field>
        <Field label="Your name">
          {(control) => (
            <Input
              {...control}
              name="name"
              autoComplete="name"
              required
              maxLength={120}
              value={fields.name}
              onChange={set('name')}
            />
          )}
        </Field>
        <Field label="E-mail" error={failure?.field === 'email' ? failure.message : null}>
          {(control) => (
            <Input
              {...control}
              type="email"
              name="email"
              autoComplete="username"
              required
              value={fields.email}
              onChange={set('email')}
            />
          )}
        </Field>
        <Field
          label="Password"
          hint={`At least ${PASSWORD_MIN} characters; three or four unrelated words do well.`}
          error={localProblem ?? (failure?.field === 'password' ? failure.message : null)}
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              name="password"
              autoComplete="new-password"
              required
              value={fields.password}
              onChange={set('password')}
            />
          )}
        </Field>
        {failure === null || failure.field === 'email' || failure.field === 'password' ? null : (
          <FormError error={failure} />
        )}
        <Button type="submit" variant="primary" isBusy={claim.isPending} className="mt-1">
          Create the account
        </Button>
      </form>
    </AuthFrame>
  )
}
