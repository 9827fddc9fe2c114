import type pg from 'pg'

const WHY = 'The server was restored from a backup that was made meanwhile.'

/** Ends what was under way when the backup was made: the queue is not restored, so nobody would go on with it. */
export async function settleWork(client: pg.ClientBase): Promise<void> {
  await client.query(
    `update plan set failure = $1, attempt = attempt + 1,
       state = case when exists (select from route where route.organization_id = plan.organization_id
         and route.plan_id = plan.id) then 'ready' else 'draft' end
     where state = 'solving'`,
    [`${WHY} Plan the day again.`],
  )
  await client.query(
    `update import set state = 'failed', failure = $1 where state in ('reading', 'importing')`,
    [`${WHY} Give the file again.`],
  )
  await client.query(
    `update region.region set state = 'failed', failure = $1, progress = null where state = 'building'`,
    [`${WHY} Build it again.`],
  )
}
