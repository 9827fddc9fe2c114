import { type IncomingHttpHeaders, request } from 'node:http'
import { type ServerProcess, startServerProcess } from '@cartage/testing'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly text: string
  /** The body as JSON; undefined when it is none. */
  readonly json: any
}

export interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** A served console with its first administrator signed in. */
export interface ServedConsole extends AsyncDisposable {
  readonly server: ServerProcess
  /** The administrator's cookie header. */
  readonly cookie: string
  /** What claiming the first administrator answered. */
  readonly claimed: Answer
  /** Sends exactly this; adds neither cookie nor origin. */
  readonly ask: (path: string, asked?: Asked) => Promise<Answer>
  /** Calls a mutation as the administrator's browser does. */
  readonly mutate: (procedure: string, input?: unknown, headers?: Asked['headers']) => Promise<Answer>
  readonly query: (procedure: string, input?: unknown, headers?: Asked['headers']) => Promise<Answer>
  /** Posts a form whose only part is this file. */
  readonly upload: (path: string, file: UploadedFile) => Promise<Answer>
}

export interface UploadedFile {
  readonly name: string
  readonly bytes: Uint8Array | string
  readonly field?: string
}

export const administrator = { email: 'robin@example.com', password: 'seven green bottles' }

/** Starts a server process and claims its first administrator over HTTP. */
export async function serveConsole(env: Readonly<Record<string, string>> = {}): Promise<ServedConsole> {
  const server = await startServerProcess({ env: { CARTAGE_DEMO: '0', LOG_LEVEL: 'warn', ...env } })
  try {
    const [, token] = await server.untilPrinted(/welcome#(\S+)/)
    const ask = (path: string, asked: Asked = {}): Promise<Answer> => send(server.url, path, asked)
    const post = (procedure: string, input: unknown, headers: Asked['headers']): Promise<Answer> =>
      ask(`/api/trpc/${procedure}`, {
        method: 'POST',
        headers: { origin: server.url, 'content-type': 'application/json', ...headers },
        body: input === undefined ? '' : JSON.stringify(input),
      })
    const claimed = await post(
      'session.claimFirstAdmin',
      { token, organizationName: 'Quay Couriers', name: 'Robin', ...administrator },
      {},
    )
    const cookie = cookiesOf(claimed)
    return {
      server,
      cookie,
      claimed,
      ask,
      mutate: (procedure, input, headers) => post(procedure, input, { cookie, ...headers }),
      query: (procedure, input, headers) =>
        ask(
          `/api/trpc/${procedure}${input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`}`,
          { headers: { cookie, ...headers } },
        ),
      upload: (path, file) => ask(path, { method: 'POST', ...form(file, { cookie, origin: server.url }) }),
      async [Symbol.asyncDispose]() {
        await server[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await server[Symbol.asyncDispose]()
    throw error
  }
}

/** The cookie header that a browser would send after this answer. */
export const cookiesOf = (answer: Answer): string =>
  (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ')

const BOUNDARY = 'cartage-form-boundary'

/** A multipart body with one file, and its headers. */
export function form(
  { name, bytes, field = 'file' }: UploadedFile,
  headers: Readonly<Record<string, string>>,
): Asked {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  return {
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    body: Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
  }
}

function send(url: string, path: string, { method = 'GET', headers, body }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const call = request(
      // A connection each: one that a refusal closes must not take the next question with it.
      { hostname, port, path, method, agent: false, headers: { ...length, ...headers } },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.once('error', reject)
        answer.once('end', () => {
          const bytes = Buffer.concat(chunks)
          const text = bytes.toString()
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: bytes,
            text,
            json: parse(text),
          })
        })
      },
    )
    call.once('error', reject)
    call.end(body)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
