import { CartageError } from '@cartage/domain'
import { describe, expect, it } from 'vitest'
import { createLog } from './log.ts'

/** What is written, a line each. */
function written(write: (log: ReturnType<typeof createLog>) => void): readonly string[] {
  let text = ''
  write(createLog('trace', { write: (part: string) => void (text += part) }))
  return text.trimEnd().split('\n')
}

describe('the log', () => {
  it('SEC-F05 is one JSON object a line, whatever it is told', () => {
    const evil = 'x\n{"level":60,"msg":"forged"}\r\u001b[2J\u2028'

    const lines = written((log) => log.warn({ userAgent: evil, err: new Error(evil) }, evil))

    expect(lines).toHaveLength(1)
    expect(Array.from(lines[0]!).filter((sign) => sign < ' ')).toEqual([])
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 40, msg: evil, userAgent: evil })
  })

  it.each([
    ['at the top', (secrets: object) => secrets],
    ['in a request', (secrets: object) => ({ req: { headers: secrets } })],
    ['in an input', (secrets: object) => ({ call: { input: { order: secrets } } })],
  ])('SEC-F05 holds no secret and nothing of a person, %s', (_, place) => {
    const secrets = {
      password: 'planted-1',
      token: 'planted-2',
      cookie: 'planted-3',
      authorization: 'planted-4',
      'set-cookie': 'planted-5',
      phone: 'planted-6',
      address: 'planted-7',
      secret: 'planted-8',
      contact: { name: 'planted-9' },
      email: 'planted-0',
    }

    const [line] = written((log) => log.error(place(secrets), 'it failed'))

    expect(line).toContain('[redacted]')
    expect(line).not.toContain('planted')
  })

  it('SEC-F05 tells the constraint that a statement broke, and not the row', () => {
    const ofDatabase = Object.assign(new Error('duplicate key value violates "order_reference"'), {
      severity: 'ERROR',
      code: '23505',
      constraint: 'order_reference',
      detail: 'Key (address)=(planted street) already exists.',
      where: 'planted',
    })

    const [line] = written((log) => log.error({ err: ofDatabase }, 'it failed'))

    expect(JSON.parse(line!).err).toMatchObject({ code: '23505', constraint: 'order_reference' })
    expect(line).not.toContain('planted')
  })

  it('keeps the detail that our own errors have for whoever reads it', () => {
    const error = new CartageError('INTERNAL', 'It failed.', { detail: 'payload of solve' })

    const [line] = written((log) => log.error({ err: error }, 'it failed'))

    expect(line).toContain('payload of solve')
  })
})
