import type { IdentityTransaction } from '@cartage/db'
import { sql } from 'kysely'
import type { MemberRow } from '../access/member-access.ts'
import { type ByLevel, type Level, nothingSeen, type Seen } from './back-off.ts'
import type { SignInLook } from './sign-in-look.ts'
import type { DeviceCounts, NestedSeen, SignInEvidence } from './sign-in-risk.ts'
import { WEEK_HOURS, weekHourOf } from './week-hours.ts'

/** Older sign-ins say little of the person of today (Wiefling et al. 2022), and are forgotten. */
export const HISTORY_DAYS = 180
/** The newest of everybody and of the person that are looked at: enough for shares, and bounded in time. */
const [MOST_OF_ALL, MOST_OWN] = [5_000, 400] as const

type Subject = Pick<MemberRow, 'userId' | 'organizationId' | 'role' | 'roleId'>

/** Before which instant sign-ins count no more. */
export const historySince = (now: Date): Date => new Date(now.getTime() - HISTORY_DAYS * 86_400_000)

/**
 * What is known of earlier sign-ins that led to a session, for judging one that looks like this. What a stranger tried and failed at counts for
 * nothing.
 */
export async function readEvidence(
  trx: IdentityTransaction,
  member: Subject,
  look: SignInLook,
): Promise<SignInEvidence> {
  const own = await readOwn(trx, member, look)
  const groups = await readGroups(trx, member, look)
  const hours = await readHours(trx, member, look)
  const { network } = look
  return {
    device: look.device,
    own: { signIns: own.length, devices: own.filter(({ isNewDevice }) => isNewDevice).length },
    tenant: groups.tenant?.devices ?? { signIns: 0, devices: 0 },
    network:
      network === null
        ? null
        : nested(
            groups,
            'network',
            own.map(({ ipWide, ipPrefix }) => [ipWide, ipPrefix]),
            network.wide,
            network.prefix,
          ),
    agent: nested(
      groups,
      'agent',
      own.map(({ system, agent }) => [system, agent]),
      look.system,
      look.agent,
    ),
    hour: weekHourOf(look.at),
    hours: { ...hours, user: hoursOf(own.map(({ at }) => ({ hour: weekHourOf(at), people: 1 }))) },
  }
}

const readOwn = (trx: IdentityTransaction, { userId }: Subject, { at }: SignInLook) =>
  trx
    .selectFrom('identity.signIn')
    .select(['at', 'ipPrefix', 'ipWide', 'system', 'agent', 'isNewDevice'])
    .where('userId', '=', userId)
    .where('outcome', 'in', ['done', 'stepped_up'])
    .where('at', '>', historySince(at))
    .orderBy('at', 'desc')
    .limit(MOST_OWN)
    .execute()

interface Group {
  readonly network: { readonly wide: Seen; readonly narrow: Seen }
  readonly agent: { readonly wide: Seen; readonly narrow: Seen }
  readonly devices: DeviceCounts
}

type Groups = Readonly<Partial<Record<Level, Group>>>

/** The newest sign-ins, once for each group that the person belongs to. */
const seenSignIns = ({ organizationId, role, roleId }: Subject, { at }: SignInLook) => sql`
  recent as materialized (
    select sign_in.*, membership.role, membership.role_id
    from (
      select * from identity.sign_in
      where at > ${historySince(at)} and outcome in ('done', 'stepped_up')
      order by at desc limit ${MOST_OF_ALL}
    ) as sign_in
    left join identity.membership as membership
      on membership.user_id = sign_in.user_id and membership.organization_id = sign_in.organization_id
  ),
  seen as (
    select level.name as level, recent.* from recent
    cross join lateral (values
      ('all', true),
      ('tenant', organization_id = ${organizationId}),
      ('role', organization_id = ${organizationId}
        and role is not distinct from ${role} and role_id is not distinct from ${roleId}::uuid)
    ) as level (name, is_in)
    where level.is_in
  )`

/** Each person counts once a value, so that one who signs in a hundred times makes no hundred reasons. */
async function readGroups(trx: IdentityTransaction, member: Subject, look: SignInLook): Promise<Groups> {
  const [wide, prefix] = [look.network?.wide ?? null, look.network?.prefix ?? null]
  const { rows } = await sql<Readonly<Record<string, string>> & { readonly level: Level }>`
    with ${seenSignIns(member, look)}
    select level,
      count(*) as "signIns",
      count(*) filter (where is_new_device) as devices,
      count(distinct user_id || ' ' || ip_wide) as "wideTotal",
      count(distinct ip_wide) as "wideDistinct",
      count(distinct user_id) filter (where ip_wide = ${wide}) as "wideCount",
      count(distinct user_id || ' ' || ip_prefix) filter (where ip_wide = ${wide}) as "prefixTotal",
      count(distinct ip_prefix) filter (where ip_wide = ${wide}) as "prefixDistinct",
      count(distinct user_id) filter (where ip_prefix = ${prefix}) as "prefixCount",
      count(distinct user_id || ' ' || system) as "systemTotal",
      count(distinct system) as "systemDistinct",
      count(distinct user_id) filter (where system = ${look.system}) as "systemCount",
      count(distinct user_id || ' ' || agent) filter (where system = ${look.system}) as "agentTotal",
      count(distinct agent) filter (where system = ${look.system}) as "agentDistinct",
      count(distinct user_id) filter (where system = ${look.system} and agent = ${look.agent}) as "agentCount"
    from seen group by level`.execute(trx)
  return Object.fromEntries(
    rows.map((row) => {
      const seen = (name: string): Seen => ({
        total: Number(row[`${name}Total`]),
        distinct: Number(row[`${name}Distinct`]),
        count: Number(row[`${name}Count`]),
      })
      const group: Group = {
        network: { wide: seen('wide'), narrow: seen('prefix') },
        agent: { wide: seen('system'), narrow: seen('agent') },
        devices: { signIns: Number(row['signIns']), devices: Number(row['devices']) },
      }
      return [row.level, group]
    }),
  )
}

interface HourRow {
  readonly hour: number
  readonly people: number
}

async function readHours(trx: IdentityTransaction, member: Subject, look: SignInLook) {
  const { rows } = await sql<HourRow & { readonly level: Level }>`
    with ${seenSignIns(member, look)}
    select level, hour, count(distinct user_id)::integer as people
    from seen cross join lateral (select
      (((extract(isodow from at at time zone 'UTC') - 1) * 24 + extract(hour from at at time zone 'UTC'))::integer) as hour) as week
    group by level, hour`.execute(trx)
  const of = (level: Level) => hoursOf(rows.filter((row) => row.level === level))
  return { all: of('all'), tenant: of('tenant'), role: of('role') }
}

function hoursOf(rows: readonly HourRow[]): readonly number[] {
  const counts = Array.from({ length: WEEK_HOURS }, () => 0)
  for (const { hour, people } of rows) counts[hour] = (counts[hour] ?? 0) + people
  return counts
}

type OwnValue = readonly [wide: string | null, narrow: string | null]

/** The values of one feature at all levels; the person's own are counted as often as they came. */
function nested(
  groups: Groups,
  feature: 'network' | 'agent',
  own: readonly OwnValue[],
  wide: string,
  narrow: string,
): NestedSeen {
  const of = (part: 'wide' | 'narrow', user: Seen): ByLevel<Seen> => ({
    all: groups.all?.[feature][part] ?? nothingSeen,
    tenant: groups.tenant?.[feature][part] ?? nothingSeen,
    role: groups.role?.[feature][part] ?? nothingSeen,
    user,
  })
  const within = own.filter(([outer]) => outer === wide)
  return {
    wide: of(
      'wide',
      seenAmong(
        own.map(([outer]) => outer),
        wide,
      ),
    ),
    narrow: of(
      'narrow',
      seenAmong(
        within.map(([, inner]) => inner),
        narrow,
      ),
    ),
  }
}

function seenAmong(values: readonly (string | null)[], value: string): Seen {
  const known = values.filter((other) => other !== null)
  return {
    total: known.length,
    distinct: new Set(known).size,
    count: known.filter((other) => other === value).length,
  }
}
