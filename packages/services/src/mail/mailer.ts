export interface MailerSettings {
  /** Where mail is handed in: `smtps://…`, or `smtp://…`, which turns to TLS before anything else is said. */
  readonly url: string
  /** Whom mail is from, such as `Cartage <cartage@example.com>`. */
  readonly from: string
}

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Sends mail. Throws where the server does not take it. */
export interface Mailer extends Disposable {
  send(mail: Mail): Promise<void>
}

/** Somebody waits for the answer. */
const TIMEOUT_MS = 10_000

/** Hands mail to an SMTP server. Links in it are secrets, so it goes in the clear only to this machine. */
export async function createMailer({ url, from }: MailerSettings): Promise<Mailer> {
  // Most installations send no mail.
  const { createTransport } = await import('nodemailer')
  const { protocol, hostname, port, username, password } = new URL(url)
  const isTls = protocol === 'smtps:'
  const transport = createTransport(
    {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (isTls ? 465 : 587) : Number(port),
      secure: isTls,
      requireTLS: !isTls && !isThisMachine(hostname),
      ...(username === ''
        ? {}
        : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  )
  return {
    async send(mail) {
      try {
        await transport.sendMail(mail)
      } catch (error) {
        throw new Error(`The mail server did not take it: ${reasonOf(error)}.`)
      }
    },
    [Symbol.dispose]() {
      transport.close()
    },
  }
}

const isThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || host.startsWith('127.')

/** By its codes alone: what the server wrote may name people, and the log is no place for that. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error ? String(error.code) : error.name
  return 'responseCode' in error ? `${code} ${String(error.responseCode)}` : code
}
