import type { SessionRead } from '@cartage/auth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffContext, VisitorContext } from '../src/context.ts'
import { createMailer, type Mailer } from '../src/mail/mailer.ts'
import { inviteMember } from '../src/members/invite-member.ts'
import { requestReset } from '../src/session/request-reset.ts'
import { resetPassword } from '../src/session/reset-password.ts'
import { confirmEmail } from '../src/session/confirm-email.ts'
import { sessionSetup } from '../src/session/session-setup.ts'
import { updateProfile } from '../src/session/update-profile.ts'
import { anSmtpServer, type ReceivedMail, type TestSmtpServer } from './an-smtp-server.ts'
import { useServices } from './use-services.ts'

const test = useServices()
let smtp: TestSmtpServer
let mailer: Mailer
let admin: SessionRead
const logged: string[] = []

beforeAll(async () => {
  smtp = await anSmtpServer()
  mailer = await createMailer({ url: smtp.url, from: 'Cartage <cartage@example.org>' })
  const { auth } = test.services
  admin = await auth.claimFirstAdmin({
    cookieHeader: undefined,
    remoteAddress: '198.51.100.1',
    userAgent: 'test',
    token: (await auth.issueFirstAdminToken())!,
    organizationName: 'Harbour Freight',
    name: 'Ada First',
    email: 'ada@example.org',
    password: 'seven grey herons',
  })
}, 60_000)
afterAll(async () => {
  mailer[Symbol.dispose]()
  await smtp[Symbol.asyncDispose]()
})

const write = (fields: object, message: string): void => {
  const { err } = fields as { readonly err?: Error }
  logged.push(`${message}: ${err?.message ?? ''}`)
}
const log = { info: write, warn: write, error: write }

let addresses = 0
const visitor = (withMail: Mailer | undefined = mailer): VisitorContext => ({
  ...test.services,
  mailer: withMail,
  log,
  request: { cookieHeader: undefined, remoteAddress: `203.0.113.${++addresses}`, userAgent: 'test' },
  setCookie: () => undefined,
  staff: null,
})
const staff = async (withMail: Mailer | undefined = mailer): Promise<StaffContext> => ({
  ...(await test.staff('admin', admin.session.organizationId)),
  mailer: withMail,
  log,
})

const linkIn = ({ source }: ReceivedMail): string => /http:\/\/localhost:3000\/\S+/.exec(source)?.[0] ?? ''

const invite = async (email: string, withMail?: Mailer) =>
  inviteMember({
    ctx: await staff(withMail),
    input: { email, name: 'Sam', role: 'viewer', depotIds: null },
  })

describe('an invitation', () => {
  it('is mailed to who is invited, from whom the settings say', async () => {
    const mail = smtp.next()

    const { link, isMailed } = await invite('sam@example.org')

    expect(isMailed).toBe(true)
    const received = await mail
    expect(received).toMatchObject({ to: ['sam@example.org'], user: 'mailer' })
    expect(received.source).toContain('From: Cartage <cartage@example.org>')
    expect(received.source).toContain('Subject: Invitation to Harbour Freight')
    expect(linkIn(received)).toBe(link)
  })

  it('stands where the mail server does not take it, and the log names nobody', async () => {
    const broken = await anSmtpServer()
    broken.refuse()
    const other = await createMailer({ url: broken.url, from: 'cartage@example.org' })

    const { link, isMailed } = await invite('refused@example.org', other)

    other[Symbol.dispose]()
    await broken[Symbol.asyncDispose]()
    expect({ link, isMailed }).toEqual({
      link: expect.stringMatching(/\/invite#.{30,}/) as string,
      isMailed: false,
    })
    expect(logged.join()).toContain(
      'an invitation could not be mailed: The mail server did not take it: EENVELOPE 550',
    )
    expect(logged.join()).not.toContain('refused@example.org')
    expect(logged.join()).not.toContain(link)
  })
})

describe('a forgotten password', () => {
  it('SEC-A08 is replaced with the link that is mailed, once', async () => {
    const mail = smtp.next()
    await requestReset({ ctx: visitor(), input: { email: 'Ada@example.org' } })
    const received = await mail
    const [, token = ''] = linkIn(received).split('/reset#')
    const use = () => resetPassword({ ctx: visitor(), input: { token, password: 'nine brown otters' } })

    expect(received.to).toEqual(['ada@example.org'])
    expect(await use()).toMatchObject({ kind: 'session', session: { user: { email: 'ada@example.org' } } })
    await expect(use()).rejects.toMatchObject({ code: 'INVALID', field: 'token' })
  })

  it('SEC-A06 gets the same answer whether there is an account or not, and mail only where there is one', async () => {
    const before = smtp.received.length
    const unknown = await requestReset({ ctx: visitor(), input: { email: 'nobody@example.org' } })
    const mail = smtp.next()

    const known = await requestReset({ ctx: visitor(), input: { email: 'ada@example.org' } })

    expect(known).toEqual(unknown)
    await mail
    expect(smtp.received.slice(before).map(({ to }) => to)).toEqual([['ada@example.org']])
  })

  it('SEC-A06 is answered before anybody looks for the account', async () => {
    const ctx = visitor()
    const looked: string[] = []
    let goOn = (): void => undefined
    const held = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const auth = {
      ...ctx.auth,
      createOwnReset: async (email: string) => {
        await held
        looked.push(email)
        return null
      },
    }

    const answer = await requestReset({ ctx: { ...ctx, auth }, input: { email: 'late@example.org' } })

    expect({ answer, looked }).toEqual({ answer: {}, looked: [] })
    goOn()
    await expect.poll(() => looked).toEqual(['late@example.org'])
  })

  it('is for an administrator where no mail is set up, and the console knows', async () => {
    const ctx: VisitorContext = { ...visitor(), mailer: undefined }

    await expect(requestReset({ ctx, input: { email: 'ada@example.org' } })).rejects.toMatchObject({
      code: 'PRECONDITION',
      reason: 'NO_MAIL',
    })
    expect(await sessionSetup({ ctx })).toMatchObject({ canMail: false })
    expect(await sessionSetup({ ctx: visitor() })).toMatchObject({ canMail: true })
  })
})

describe('another address', () => {
  const update = async (email: string, withMail: Mailer | undefined = mailer) =>
    updateProfile({
      ctx: { ...(await staff()), ...admin.session, mailer: withMail },
      input: { name: 'Ada First', email },
    })
  const emailOf = async () =>
    (await test.services.auth.listMembers(admin.session.organizationId)).find(
      ({ id }) => id === admin.session.userId,
    )?.email

  it('SEC-A09 holds once the link is opened that it was sent, and the old one is told before and after', async () => {
    const before = smtp.received.length
    expect(await update('ada@new.example.org')).toEqual({ isConfirming: true })
    await expect.poll(() => smtp.received.length).toBe(before + 2)
    const [link, asked] = smtp.received.slice(before)
    const [, token = ''] = linkIn(link!).split('/confirm-email#')

    expect([link!.to, asked!.to]).toEqual([['ada@new.example.org'], ['ada@example.org']])
    expect(asked!.source).toContain('ada@new.example.org')
    expect(asked!.source).not.toContain(token)
    expect(await emailOf()).toBe('ada@example.org')
    expect(await confirmEmail({ ctx: visitor(), input: { token } })).toEqual({ email: 'ada@new.example.org' })
    expect(await emailOf()).toBe('ada@new.example.org')
    await expect.poll(() => smtp.received.length).toBe(before + 3)
    expect(smtp.received[before + 2]!.to).toEqual(['ada@example.org'])
  })

  it('stays the old one, and says so, where the link cannot be mailed', async () => {
    const broken = { send: () => Promise.reject(new Error('down')), [Symbol.dispose]: () => undefined }

    await expect(update('ada@elsewhere.example.org', broken)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'MAIL',
      field: 'email',
    })
    expect(await emailOf()).toBe('ada@new.example.org')
  })

  it('holds at once where no mail is set up', async () => {
    const ctx = { ...(await staff()), ...admin.session, mailer: undefined }

    const input = { name: 'Ada First', email: 'ada@last.example.org' }
    expect(await updateProfile({ ctx, input })).toEqual({ isConfirming: false })
    expect(await emailOf()).toBe('ada@last.example.org')
  })
})

describe('the way to another machine', () => {
  it('is taken with TLS or not at all', async () => {
    const plain = await anSmtpServer()
    const { port } = new URL(plain.url)
    // The same server by a name that is not this machine's own.
    const remote = await createMailer({ url: `smtp://0.0.0.0:${port}`, from: 'cartage@example.org' })

    const sent = remote.send({ to: 'sam@example.org', subject: 'Secret', text: 'Secret' })

    await expect(sent).rejects.toThrow(/did not take it: ETLS|EPROTOCOL/)
    expect(plain.received).toEqual([])
    remote[Symbol.dispose]()
    await plain[Symbol.asyncDispose]()
  })
})
