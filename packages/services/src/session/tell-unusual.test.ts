import type { Auth, SessionContext } from '@cartage/auth'
import { anId } from '@cartage/testing'
import { expect, it, vi } from 'vitest'
import type { Mail } from '../mail/mailer.ts'
import { tellUnusual } from './tell-unusual.ts'

const person = {
  id: anId<'user'>(),
  name: 'Sam',
  email: 'sam@example.test',
  role: 'viewer',
  isDisabled: false,
}
const admin = { ...person, id: anId<'user'>(), email: 'ada@example.test', role: 'admin' }
const former = { ...admin, id: anId<'user'>(), email: 'old@example.test', isDisabled: true }
const session = { userId: person.id, name: person.name, email: person.email } as unknown as SessionContext
const auth = { listMembers: async () => [person, admin, former] } as unknown as Auth
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
const publicUrl = 'https://cartage.example.test'

it('mails the person and the administrators why a sign-in was unusual, and nobody else', async () => {
  const mails: Mail[] = []
  const send = async (mail: Mail): Promise<void> => void mails.push(mail)

  tellUnusual({ auth, log, publicUrl, mailer: { send, [Symbol.dispose]: () => undefined } }, session, [
    'new_phone',
    'unusual_hour',
  ])
  await vi.waitFor(() => expect(mails).toHaveLength(2))

  expect(mails.map(({ to }) => to)).toEqual(['sam@example.test', 'ada@example.test'])
  expect(mails[0]!.text).toContain('a new phone, an unusual hour')
  expect(mails[0]!.text).toContain(`${publicUrl}/settings/account`)
  expect(mails[1]!.text).toContain('Sam signed in')
})

it('fails nobody’s sign-in when the mail server does not answer', async () => {
  const send = () => Promise.reject(new Error('down'))

  tellUnusual({ auth, log, publicUrl, mailer: { send, [Symbol.dispose]: () => undefined } }, session, [
    'new_device',
  ])

  await vi.waitFor(() => expect(log.error).toHaveBeenCalledOnce())
})
