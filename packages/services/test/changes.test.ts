import { anId } from '@cartage/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { followChanges } from '../src/changes/follow-changes.ts'
import type { StaffContext } from '../src/context.ts'
import { createDepot } from '../src/depots/create-depot.ts'
import { announce } from '../src/tenancy/announce.ts'
import { inTenant } from '../src/tenancy/in-tenant.ts'
import { useServices } from './use-services.ts'

const test = useServices()
afterEach(() => vi.useRealTimers())

const aDepotNamed = (ctx: StaffContext, name: string) =>
  createDepot({
    ctx,
    input: {
      id: anId(),
      name,
      address: '',
      lon: 11.95,
      lat: 57.72,
      zone: 'Europe/Stockholm',
      region: 'gothenburg',
    },
  })

describe('the stream of changes', () => {
  it('tells of what the organization changes, and of nobody else’s', async () => {
    const ctx = await test.staff()
    const stranger = await test.staff()
    const stop = new AbortController()
    const stream = followChanges({ ctx, input: {}, signal: stop.signal })
    const first = stream.next()
    await new Promise((resolve) => setTimeout(resolve, 300))

    await aDepotNamed(stranger, 'Theirs')
    const ours = await aDepotNamed(ctx, 'Ours')

    expect((await first).value).toMatchObject({ kind: 'fleet.changed', entityId: ours.id })
    stop.abort()
    expect((await stream.next()).done).toBe(true)
  })

  it('SEC-C03 tells somebody who is limited to depots of these alone', async () => {
    const ctx = await test.staff()
    const [ours, other] = [await aDepotNamed(ctx, 'Ours'), await aDepotNamed(ctx, 'Another')]
    const stop = new AbortController()
    const limited = { ...ctx, depotIds: [ours.id] }
    const stream = followChanges({ ctx: limited, input: {}, signal: stop.signal })
    const first = stream.next()
    await new Promise((resolve) => setTimeout(resolve, 300))

    await inTenant(ctx, async (trx) => {
      for (const { id: depotId } of [other, ours]) {
        await announce(trx, ctx, { kind: 'order.changed', entityId: null, depotId })
      }
    })

    expect((await first).value).toMatchObject({ kind: 'order.changed', depotId: ours.id })
    stop.abort()
  })

  it('goes on where it broke off', async () => {
    const ctx = await test.staff()
    const stop = new AbortController()
    const stream = followChanges({ ctx, input: {}, signal: stop.signal })
    const first = stream.next()
    await new Promise((resolve) => setTimeout(resolve, 300))
    await aDepotNamed(ctx, 'First')
    const lastEventId = (await first).value?.id
    stop.abort()

    const missed = await aDepotNamed(ctx, 'Missed')
    const again = new AbortController()
    const resumed = followChanges({ ctx, input: { lastEventId }, signal: again.signal })

    expect((await resumed.next()).value).toMatchObject({ entityId: missed.id })
    again.abort()
  })

  it('SEC-B10: ends within a minute of its session', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const ctx = await test.staff()
    let isAlive = true
    const stream = followChanges({
      ctx: { ...ctx, isSessionAlive: async () => isAlive },
      input: {},
      signal: undefined,
    })
    const next = stream.next()
    await vi.advanceTimersByTimeAsync(30_000)

    isAlive = false
    await vi.advanceTimersByTimeAsync(60_000)

    expect((await next).done).toBe(true)
  })
})
