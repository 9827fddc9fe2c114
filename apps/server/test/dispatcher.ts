import { setTimeout as sleep } from 'node:timers/promises'
import type { Depot, Import, Order, Plan, PlanId, PlanSummary } from '@cartage/domain'
import { anId, type ServerProcess } from '@cartage/testing'

const account = { email: 'kim@example.com', password: 'correct horse staple' }

/** What a call came to: the answer, or the code and reason of its refusal. */
export interface Outcome<Data> {
  readonly status: number
  readonly data: Data
  readonly code: string | undefined
  readonly reason: string | undefined
  readonly message: string | undefined
}

export interface SampleDay {
  readonly depotId: Depot['id']
  readonly date: string
}

/** Somebody at the console, over HTTP. Survives its server: `moveTo` signs in at the next one. */
export class Dispatcher {
  #url = ''
  #cookie = ''

  /** Claims the first administrator of a fresh server. */
  static async first(server: ServerProcess): Promise<Dispatcher> {
    const [, token] = await server.untilPrinted(/welcome#(\S+)/)
    const dispatcher = new Dispatcher()
    dispatcher.#url = server.url
    await dispatcher.#enter('session.claimFirstAdmin', {
      token,
      organizationName: 'Nordic Parcels',
      name: 'Kim',
      ...account,
    })
    return dispatcher
  }

  /** Signs in at the server that came after. */
  async moveTo(server: ServerProcess): Promise<void> {
    await server.untilPrinted(/Ready at/)
    this.#url = server.url
    await this.#enter('session.signIn', account)
  }

  async mutate<Data>(procedure: string, input?: unknown): Promise<Outcome<Data>> {
    return outcomeOf(
      await this.#fetch(`/api/trpc/${procedure}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: input === undefined ? null : JSON.stringify(input),
      }),
    )
  }

  async query<Data>(procedure: string, input: unknown): Promise<Data> {
    const query = encodeURIComponent(JSON.stringify(input))
    const outcome = await outcomeOf<Data>(await this.#fetch(`/api/trpc/${procedure}?input=${query}`, {}))
    if (outcome.status !== 200) throw new Error(`${procedure}: ${outcome.status} ${outcome.message}`)
    return outcome.data
  }

  /** Loads the made-up day once the demo region is there. */
  async loadSamples(): Promise<SampleDay> {
    return until(60_000, 'the sample day', async () => {
      const { status, data } = await this.mutate<SampleDay>('samples.load')
      return status === 200 ? data : undefined
    })
  }

  startPlan(day: SampleDay, { id = newPlanId(), timeLimitS = 20 } = {}): Promise<Outcome<PlanSummary>> {
    return this.mutate('plans.start', { ...day, id, timeLimitS, seed: 1 })
  }

  plan(id: PlanId): Promise<Plan> {
    return this.query('plans.get', { id })
  }

  /** The plan once `isSo` holds of it. */
  untilPlan(id: PlanId, timeoutMs: number, isSo: (plan: Plan) => boolean): Promise<Plan> {
    return until(timeoutMs, 'the plan', async () => {
      const plan = await this.plan(id)
      return isSo(plan) ? plan : undefined
    })
  }

  /** Drops an order file. */
  async dropFile(day: SampleDay, id: string, text: string): Promise<Outcome<Import>> {
    const form = new FormData()
    form.append('file', new Blob([text]), 'orders.csv')
    const query = new URLSearchParams({ id, ...day })
    const answer = await this.#fetch(`/api/uploads/orders?${query}`, { method: 'POST', body: form })
    const body = JSON.parse(await answer.text())
    const { code, reason, message } = answer.ok ? {} : (body.error ?? body)
    return { status: answer.status, data: body, code, reason, message }
  }

  import(id: string): Promise<Import> {
    return this.query('imports.get', { id })
  }

  untilImport(id: string, timeoutMs: number, isSo: (found: Import) => boolean): Promise<Import> {
    return until(timeoutMs, 'the import', async () => {
      const found = await this.import(id)
      return isSo(found) ? found : undefined
    })
  }

  /** All orders of a day, however many. */
  async ordersOf(day: SampleDay): Promise<readonly Pick<Order, 'id' | 'reference' | 'state'>[]> {
    const { items } = await this.query<{ items: Order[] }>('orders.points', day)
    return items
  }

  health(): Promise<Response> {
    return fetch(`${this.#url}/health`)
  }

  async #enter(procedure: string, input: unknown): Promise<void> {
    const answer = await this.#fetch(`/api/trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    })
    if (!answer.ok) throw new Error(`${procedure}: ${await answer.text()}`)
    this.#cookie = answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }

  #fetch(path: string, { headers, ...init }: RequestInit): Promise<Response> {
    return fetch(`${this.#url}${path}`, {
      ...init,
      headers: { origin: this.#url, cookie: this.#cookie, ...Object.fromEntries(new Headers(headers)) },
    })
  }
}

const LOOK_MS = 100

/** Asks until there is an answer. */
export async function until<Found>(
  timeoutMs: number,
  what: string,
  ask: () => Promise<Found | undefined>,
): Promise<Found> {
  for (const deadline = Date.now() + timeoutMs; ;) {
    const found = await ask()
    if (found !== undefined) return found
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs / 1000} s for ${what} in vain.`)
    await sleep(LOOK_MS)
  }
}

async function outcomeOf<Data>(answer: Response): Promise<Outcome<Data>> {
  const { result, error } = JSON.parse(await answer.text())
  return {
    status: answer.status,
    data: result?.data,
    code: error?.data?.code,
    reason: error?.data?.reason,
    message: error?.message,
  }
}

export const newPlanId = (): PlanId => anId<'plan'>()
