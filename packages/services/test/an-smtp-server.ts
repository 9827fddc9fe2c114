import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  readonly to: readonly string[]
  readonly user: string | undefined
  /** Headers and text, with the line breaks of quoted-printable taken out again. */
  readonly source: string
}

export interface TestSmtpServer extends AsyncDisposable {
  readonly url: string
  readonly received: readonly ReceivedMail[]
  /** The next mail that comes. */
  readonly next: () => Promise<ReceivedMail>
  /** Refuses every recipient from now on. */
  readonly refuse: () => void
}

/** An SMTP server on this machine that keeps what it gets. */
export async function anSmtpServer(): Promise<TestSmtpServer> {
  const received: ReceivedMail[] = []
  const waiting: ((mail: ReceivedMail) => void)[] = []
  const state = { isRefusing: false }
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, callback) => {
      if (password === 's3cret@mail') callback(null, { user: username ?? '' })
      else callback(new Error('wrong password'))
    },
    onRcptTo: (_address, _session, callback) => {
      if (state.isRefusing) callback(new Error('no such person here'))
      else callback()
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8')
        const mail: ReceivedMail = {
          to: session.envelope.rcptTo.map(({ address }) => address),
          user: session.user === undefined ? undefined : String(session.user),
          source: raw.replaceAll('=\r\n', '').replaceAll('=3D', '='),
        }
        received.push(mail)
        waiting.shift()?.(mail)
        callback()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://mailer:s3cret%40mail@127.0.0.1:${port}`,
    received,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    refuse: () => {
      state.isRefusing = true
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
