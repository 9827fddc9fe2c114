import { Button, Field, Input, Segmented, toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { trpc } from '../../api/trpc.ts'
import { FormError } from '../../session/form-error.tsx'
import { PASSWORD_MIN, passwordProblem } from '../../session/password-rule.ts'
import { useSession } from '../../session/session.ts'
import { chooseTheme, useThemeChoice } from '../../shell/theme.ts'
import { DeleteAccount } from './delete-account.tsx'
import { OwnUnusual } from '../unusual/own-unusual.tsx'
import { OwnSessions } from './own-sessions.tsx'
import { ProfileForm } from './profile-form.tsx'
import { PasskeysSection } from '../security/passkeys-section.tsx'
import { OwnProviders } from '../providers/own-providers.tsx'
import { SecuritySection } from '../security/security-section.tsx'
import { roleLabel } from './role-words.ts'
import { SectionHead } from './section-head.tsx'

const empty = { current: '', next: '' }

/** The person: who they are here, how it looks, and the password. */
export function AccountSection(): ReactNode {
  const session = useSession()
  const theme = useThemeChoice()
  const [fields, setFields] = useState(empty)
  const [isTried, setIsTried] = useState(false)
  const change = useMutation(
    trpc.session.changePassword.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: () => {
        setFields(empty)
        setIsTried(false)
        toast({ meaning: 'done', text: 'Password changed', detail: 'Your other sessions have ended.' })
      },
    }),
  )
  if (session === null) return null
  const problem = isTried ? passwordProblem(fields.next) : null
  return (
    <div className="flex flex-col gap-8">
      <section>
        <SectionHead title="Account">
          {session.user.name}, {session.user.email}. {roleLabel(session)} of {session.organization.name}.
        </SectionHead>
        <p className="mb-1 text-12 font-strong text-ink-2">Theme</p>
        <Segmented
          label="Theme"
          value={theme}
          options={[
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
            { value: 'system', label: 'As the system' },
          ]}
          onChange={chooseTheme}
        />
      </section>
      <OwnUnusual />
      <ProfileForm key={session.user.email + session.user.name} user={session.user} />
      <section>
        <h2 className="mb-3 text-15 font-strong">Change the password</h2>
        <form
          className="flex max-w-80 flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            setIsTried(true)
            if (passwordProblem(fields.next) === null) change.mutate(fields)
          }}
        >
          <input type="text" autoComplete="username" value={session.user.email} readOnly hidden />
          <Field label="Present password">
            {(control) => (
              <Input
                {...control}
                required
                type="password"
                autoComplete="current-password"
                value={fields.current}
                onChange={(event) => {
                  setFields({ ...fields, current: event.target.value })
                }}
              />
            )}
          </Field>
          <Field
            label="New password"
            hint={`At least ${PASSWORD_MIN} characters; three or four unrelated words do well.`}
            error={problem}
          >
            {(control) => (
              <Input
                {...control}
                required
                type="password"
                autoComplete="new-password"
                value={fields.next}
                onChange={(event) => {
                  setFields({ ...fields, next: event.target.value })
                }}
              />
            )}
          </Field>
          {change.isError ? <FormError error={toHumanError(change.error)} /> : null}
          <Button type="submit" variant="primary" className="self-start" isBusy={change.isPending}>
            Change
          </Button>
        </form>
      </section>
      <SecuritySection />
      <PasskeysSection />
      <OwnProviders />
      <OwnSessions />
      <DeleteAccount />
    </div>
  )
}
