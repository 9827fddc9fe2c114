import { Button, Checkbox, Dialog, Field, Input, MeaningIcon, Select, TagInput, toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { type HumanError, toHumanError } from '../../api/human-error.ts'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc, type Inputs, type Outputs } from '../../api/trpc.ts'
import { NotConfirmed, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import { showFirstProblem } from '../../session/show-first-problem.ts'
import { CopiedText } from './copied-text.tsx'

export type Provider = Outputs['oidc']['list']['items'][number]
type Role = Inputs['oidc']['create']['role']
type Finding = Outputs['oidc']['check']['findings'][number]

export interface ProviderFormProps {
  /** The one to change; null to set one up. */
  readonly provider: Provider | null
  readonly redirectUri: string
  readonly onClose: () => void
}

const empty = {
  name: '',
  issuer: '',
  clientId: '',
  emailDomains: [] as readonly string[],
  role: null as Role,
  isEnabled: true,
  isRequired: false,
}

const newcomers = [
  { value: 'none', label: 'Only who is invited or has an account' },
  { value: 'viewer', label: 'Anybody of these domains, as viewer' },
  { value: 'dispatcher', label: 'Anybody of these domains, as dispatcher' },
  { value: 'driver', label: 'Anybody of these domains, as driver' },
] as const

/** What is said at fields that have to be filled in. */
const missing = {
  name: 'The button needs a name.',
  issuer: 'Enter the address of the provider.',
  clientId: 'Enter the client id that the provider gave.',
  clientSecret: 'Enter the client secret that the provider gave.',
} as const
type Required = keyof typeof missing

/** A provider's settings, with a test of the connection before anybody depends on it. */
export function ProviderForm({ provider, redirectUri, onClose }: ProviderFormProps): ReactNode {
  const [fields, setFields] = useState(provider === null ? empty : { ...empty, ...settingsOf(provider) })
  const [clientSecret, setClientSecret] = useState('')
  const [tried, setTried] = useState<readonly Required[]>([])
  const secret = clientSecret.trim() === '' ? {} : { clientSecret }
  const isOtherIssuer = provider !== null && fields.issuer.trim() !== provider.issuer
  const save = useMutation({
    meta: { isErrorShown: true },
    mutationFn: () =>
      withConfirmation<{ readonly name: string }>(() => {
        const settings = { ...fields, emailDomains: [...fields.emailDomains], issuer: fields.issuer.trim() }
        return provider === null
          ? api.oidc.create.mutate({ ...settings, clientSecret })
          : api.oidc.update.mutate({ id: provider.id, version: provider.version, ...settings, ...secret })
      }),
    onSuccess: ({ name }) => {
      toast({ meaning: 'done', text: `${name} saved` })
      onClose()
    },
    onSettled: () => queryClient.invalidateQueries(trpc.oidc.pathFilter()),
  })
  const check = useMutation({
    meta: { isErrorShown: true },
    mutationFn: () => {
      const { issuer, clientId } = fields
      const own = provider === null ? {} : { id: provider.id }
      return withConfirmation(() =>
        api.oidc.check.mutate({ ...own, issuer: issuer.trim(), clientId, ...secret }),
      )
    },
  })
  const change = (changed: Partial<typeof fields>): void => {
    setFields({ ...fields, ...changed })
    save.reset()
    check.reset()
  }
  const failure = failureOf(save.error) ?? failureOf(check.error)
  const isEmpty = (name: Required): boolean =>
    name === 'clientSecret'
      ? clientSecret.trim() === '' && (provider === null || isOtherIssuer)
      : fields[name].trim() === ''
  const errorAt = (field: string): string | null => {
    const required = tried.find((name) => name === field && isEmpty(name))
    if (required !== undefined) return missing[required]
    if (failure?.field?.split('.')[0] === field) return failure.message.replace(/^\w+(\.\w+)*: /, '')
    return check.data?.findings.find((one) => one.field === field && !one.isRight)?.text ?? null
  }
  const isAtField = failure?.field !== undefined
  const attempt = (form: HTMLFormElement, names: readonly Required[], go: () => void): void => {
    setTried(names)
    if (names.some(isEmpty)) showFirstProblem(form)
    else go()
  }
  return (
    <Dialog
      title={provider === null ? 'Add a provider' : provider.name}
      description="Who runs the provider decides who signs in as whom in this organization."
      isOpen
      onClose={onClose}
    >
      <form
        className="flex flex-col gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          attempt(event.currentTarget, ['name', 'issuer', 'clientId', 'clientSecret'], () => save.mutate())
        }}
      >
        <Field label="Name" hint="Stands on the button: Sign in with …" error={errorAt('name')}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={60}
              autoComplete="off"
              value={fields.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        <CopiedText label="Redirect URI" hint="Enter exactly this at the provider." text={redirectUri} />
        <Field
          label="Issuer"
          hint="As the provider names itself, such as https://id.example.com/realms/acme."
          error={errorAt('issuer')}
        >
          {(control) => (
            <Input
              {...control}
              required
              type="url"
              inputMode="url"
              maxLength={300}
              autoComplete="off"
              spellCheck={false}
              value={fields.issuer}
              onChange={(event) => change({ issuer: event.target.value })}
            />
          )}
        </Field>
        <Field label="Client id" error={errorAt('clientId')}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={300}
              autoComplete="off"
              spellCheck={false}
              value={fields.clientId}
              onChange={(event) => change({ clientId: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="Client secret"
          hint={
            provider === null
              ? 'Kept sealed, and never shown again.'
              : isOtherIssuer
                ? 'Another issuer needs its own, and knows nobody who is connected now.'
                : 'Leave it empty to keep the one there is.'
          }
          error={errorAt('clientSecret')}
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              maxLength={1_000}
              autoComplete="off"
              value={clientSecret}
              onChange={(event) => {
                setClientSecret(event.target.value)
                save.reset()
                check.reset()
              }}
            />
          )}
        </Field>
        <div className="flex flex-col items-start gap-2">
          <Button
            isBusy={check.isPending}
            onClick={(event) => {
              const { form } = event.currentTarget
              if (form !== null) attempt(form, ['issuer', 'clientId'], () => check.mutate())
            }}
          >
            Test the connection
          </Button>
          {check.data === undefined ? null : <Findings findings={check.data.findings} />}
        </div>
        <Field label="Who may come" error={errorAt('role')}>
          {(control) => (
            <Select
              {...control}
              value={fields.role ?? 'none'}
              options={newcomers}
              onChange={(value) => change({ role: value === 'none' ? null : value })}
            />
          )}
        </Field>
        <Field
          label="E-mail domains"
          hint={
            fields.role === null
              ? 'Nobody else comes for the first time; empty for any. Somebody who types such an address is offered this provider.'
              : 'Of those who become members when they come for the first time.'
          }
          error={errorAt('emailDomains')}
        >
          {(control) => (
            <TagInput
              {...control}
              value={fields.emailDomains}
              placeholder="example.com"
              onChange={(emailDomains) => change({ emailDomains })}
            />
          )}
        </Field>
        <div className="flex flex-col items-start">
          <Checkbox
            label="Offer it on the sign-in page"
            checked={fields.isEnabled}
            onChange={(isEnabled) => change({ isEnabled, isRequired: isEnabled && fields.isRequired })}
          />
          <Checkbox
            label="Require it: passwords are for administrators only"
            checked={fields.isRequired}
            disabled={!fields.isEnabled}
            onChange={(isRequired) => change({ isRequired })}
          />
          {fields.isRequired && provider?.isRequired !== true ? (
            <p className="mt-1 text-12 text-pretty text-ink-3">
              Members who signed in with a password, drivers too, are signed out when you save, and come back
              with the provider.
            </p>
          ) : null}
        </div>
        {failure === null || isAtField ? null : <FormError error={failure} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const settingsOf = ({ name, issuer, clientId, emailDomains, role, isEnabled, isRequired }: Provider) => ({
  name,
  issuer,
  clientId,
  emailDomains,
  role,
  isEnabled,
  isRequired,
})

/** A closed dialog needs no words. */
const failureOf = (error: unknown): HumanError | null =>
  error === null || error instanceof NotConfirmed ? null : toHumanError(error)

/** What is right; what is wrong stands at its field. */
function Findings({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  const isAllRight = findings.every(({ isRight }) => isRight)
  return (
    <ul aria-live="polite" aria-label="Test of the connection" className="flex flex-col gap-1 text-13">
      {findings
        .filter(({ isRight }) => isRight)
        .map(({ field, text }) => (
          <li key={field} className="flex items-center gap-1.5 text-ink-2">
            <MeaningIcon meaning="done" />
            {text}
          </li>
        ))}
      {isAllRight ? null : (
        <li className="flex items-center gap-1.5 text-ink-2">
          <MeaningIcon meaning="late" />
          What is wrong stands at its field above.
        </li>
      )}
    </ul>
  )
}
