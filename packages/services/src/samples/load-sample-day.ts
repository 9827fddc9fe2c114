import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { CartageError, importId, precondition, today, type ImportId, type LocalDate } from '@cartage/domain'
import { Temporal } from 'temporal-polyfill'
import type { StaffContext } from '../context.ts'
import { importFleet } from '../fleet/import-fleet.ts'
import { parseFleetFile } from '../fleet/parse-fleet-file.ts'
import { commitImport } from '../imports/commit-import.ts'
import { getImport } from '../imports/get-import.ts'
import { startImport } from '../imports/start-import.ts'
import { DEMO_REGION } from '../regions/ensure-demo-region.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { SampleDay } from './sample-day.ts'

/** The made-up day at the root of the repository. */
const samples = new URL('../../../../samples/', import.meta.url)
const ORDERS = 'gothenburg-orders.csv'

/** From this hour on there is too little left of a day to try anything. */
const LAST_HOUR = 6

/**
 * Loads the made-up day of the demo region into this organization, through the doors that any fleet and order file
 * takes. Before six in the morning at the depot it is put on today, later on tomorrow. Loading it again on the same
 * day changes nothing.
 */
export async function loadSampleDay({ ctx }: { readonly ctx: StaffContext }): Promise<SampleDay> {
  authorize(ctx, 'fleet:write')
  authorize(ctx, 'order:write')
  await ctx.regions.open(DEMO_REGION).catch((cause: unknown) => {
    if (!(cause instanceof CartageError)) throw cause
    throw precondition('The demo region is still being built. Try again in a moment.', 'REGION_NOT_READY')
  })
  const fleet = await readSample('gothenburg-fleet.json')
  const date = sampleDate(parseFleetFile(fleet.toString()).depot.zone, ctx.now())
  const { depot } = await importFleet({
    ctx,
    input: { depotId: null, date, region: DEMO_REGION, text: fleet.toString() },
  })
  const id = importId.parse(ctx.newId())
  const file = await readSample(ORDERS)
  await startImport({ ctx, input: { id, depotId: depot.id, date, fileName: ORDERS, file } })
  await untilChecked(ctx, id)
  await commitImport({ ctx, input: { id } })
  return { depotId: depot.id, date }
}

/** Eighty rows are checked in a second; a busy worker may come to them later. */
const PATIENCE_MS = 60_000
const LOOK_MS = 100

async function untilChecked(ctx: StaffContext, id: ImportId): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    const { state, failure } = await getImport({ ctx, input: { id } })
    if (state === 'ready') return
    if (state !== 'reading') {
      throw precondition(failure ?? 'The sample orders could not be read.', 'SAMPLE_FAILED')
    }
    await sleep(LOOK_MS)
  }
  throw new CartageError(
    'UNAVAILABLE',
    'No worker is free to read the sample orders. Try again in a moment.',
    {
      retryAfterS: 10,
    },
  )
}

async function readSample(name: string): Promise<Buffer> {
  try {
    return await readFile(new URL(name, samples))
  } catch (cause) {
    throw new CartageError('PRECONDITION', `The sample file ${name} is not part of this installation.`, {
      reason: 'SAMPLE_MISSING',
      cause,
    })
  }
}

function sampleDate(zone: string, now: Date): LocalDate {
  const date = today(zone, now)
  const { hour } = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone)
  return hour < LAST_HOUR ? date : Temporal.PlainDate.from(date).add({ days: 1 }).toString()
}
