import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { administrator, cookiesOf, serveConsole, type ServedConsole } from './http-console.ts'

let served: ServedConsole
beforeAll(async () => {
  served = await serveConsole()
})
afterAll(async () => served[Symbol.asyncDispose]())

interface Message {
  readonly event: string
  readonly id: string | undefined
  readonly data: any
}

/** An open stream of changes, as `EventSource` reads it. */
class ChangeStream implements Disposable {
  readonly messages: Message[] = []
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>
  readonly headers: Headers
  readonly #abort: AbortController

  private constructor(answer: Response, abort: AbortController) {
    this.headers = answer.headers
    this.#abort = abort
    this.ended = this.#read(answer).catch(() => {})
  }

  static async open(cookie: string, lastEventId?: string): Promise<ChangeStream> {
    const abort = new AbortController()
    const answer = await fetch(`${served.server.url}/api/trpc/events.changes?input=%7B%7D`, {
      headers: {
        cookie,
        accept: 'text/event-stream',
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      },
      signal: abort.signal,
    })
    const stream = new ChangeStream(answer, abort)
    await stream.until(({ event }) => event === 'connected')
    return stream
  }

  get changes(): readonly Message[] {
    return this.messages.filter(({ event }) => event === 'message')
  }

  /** The first message that fits; rejects after 10 s. */
  async until(fits: (message: Message) => boolean): Promise<Message> {
    const deadline = Date.now() + 10_000
    for (;;) {
      const found = this.messages.find(fits)
      if (found !== undefined) return found
      if (Date.now() > deadline) throw new Error(`Never came: ${JSON.stringify(this.messages)}`)
      await sleep(20)
    }
  }

  [Symbol.dispose](): void {
    this.#abort.abort()
  }

  async #read(answer: Response): Promise<void> {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of answer.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const fields = Object.fromEntries(
          block.split('\n').flatMap((line) => {
            const [, name, value] = /^(event|id|data): ?(.*)$/.exec(line) ?? []
            return name === undefined ? [] : [[name, value]]
          }),
        )
        if (fields['data'] === undefined && fields['event'] === undefined) continue
        this.messages.push({
          event: fields['event'] ?? 'message',
          id: fields['id'],
          data: fields['data'] ? JSON.parse(fields['data']) : undefined,
        })
      }
    }
  }
}

const createDepot = async (name: string): Promise<string> => {
  const id = crypto.randomUUID()
  const made = await served.mutate('depots.create', {
    id,
    name,
    lon: 11.97,
    lat: 57.7,
    zone: 'Europe/Stockholm',
    region: 'quay',
  })
  expect(made.status).toBe(200)
  return id
}

describe('the stream of changes', () => {
  it('tells a change with an id as soon as it is kept', async () => {
    using stream = await ChangeStream.open(served.cookie)

    const id = await createDepot('North')
    const told = await stream.until(({ data }) => data?.entityId === id)

    expect(told.id).toMatch(/./)
    expect(told.data).toMatchObject({ id: told.id, kind: 'fleet.changed', entityId: id })
    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    expect(stream.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('F01 misses nothing and repeats nothing when it is resumed after its last event', async () => {
    const before = await ChangeStream.open(served.cookie)
    const first = await createDepot('South')
    const { id: lastEventId } = await before.until(({ data }) => data?.entityId === first)
    before[Symbol.dispose]()

    const missed = [await createDepot('East'), await createDepot('West'), await createDepot('Harbour')]
    using after = await ChangeStream.open(served.cookie, lastEventId)
    const later = await createDepot('Airport')
    await after.until(({ data }) => data?.entityId === later)

    expect(after.changes.map(({ data }) => data.entityId)).toEqual([...missed, later])
  })

  it('F16 takes a last event id that never was for a stream that starts now', async () => {
    const odd = ['0', '-1', 'x', '9'.repeat(90), '%00']
    const streams = await Promise.all(odd.map((id) => ChangeStream.open(served.cookie, id)))

    // A stream says that it is connected before it has read where it starts.
    const told = await vi.waitFor(
      async () => {
        await createDepot(`Odd ${crypto.randomUUID()}`)
        await sleep(100)
        expect(streams.filter(({ changes }) => changes.length === 0)).toEqual([])
        return streams.map(({ changes }) => changes[0]?.data.kind)
      },
      { timeout: 20_000, interval: 200 },
    )
    for (const stream of streams) stream[Symbol.dispose]()

    expect(told).toEqual(odd.map(() => 'fleet.changed'))
  })

  it('SEC-B08 is closed to whoever brings the token in the address', async () => {
    const token = served.cookie.split(';')[0]?.split('=')[1] ?? ''
    const parameters = encodeURIComponent(JSON.stringify({ token, cookie: served.cookie }))
    const told = await served.ask(
      `/api/trpc/events.changes?input=%7B%7D&connectionParams=${parameters}&token=${token}`,
    )

    expect(told.text).toContain('"code":"UNAUTHENTICATED"')
    expect(told.text).not.toContain('event: message')
  })

  it('SEC-B10 ends within 2 s of its session', async () => {
    const signedIn = await served.mutate('session.signIn', administrator, { cookie: '' })
    const cookie = cookiesOf(signedIn)
    using stream = await ChangeStream.open(cookie)
    using other = await ChangeStream.open(served.cookie)
    const hasEnded = stream.ended.then(() => true)

    await served.mutate('session.signOut', undefined, { cookie })
    // The promise is 2 s; a busy machine gets a little more to notice.
    const endedInTime = await Promise.race([hasEnded, sleep(5_000, false, { ref: false })])
    const id = await createDepot('After')
    await other.until(({ data }) => data?.entityId === id)

    expect(endedInTime).toBe(true)
    expect(stream.changes.map(({ data }) => data.entityId)).not.toContain(id)
  })
})
