import type { ConstructorOptions } from 'pg-boss'

export const SCHEMA = 'pgboss'

/** How often dead workers are looked for; with a heartbeat of 15 s a killed one's job moves on within 30 s. */
const SUPERVISE_S = 5

/** pg-boss as the server runs it: on a role that may use the tables but not change them. */
export const bossOptions = (url: string): ConstructorOptions => ({
  connectionString: url,
  schema: SCHEMA,
  application_name: 'cartage-jobs',
  max: 4,
  migrate: false,
  createSchema: false,
  schedule: false,
  reindex: false,
  monitorVacuum: false,
  useListenNotify: true,
  superviseIntervalSeconds: SUPERVISE_S,
  // Below the rhythm, or a tick that comes a little early would be left out.
  monitorIntervalSeconds: SUPERVISE_S - 1,
})
