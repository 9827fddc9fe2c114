import type { Selectable } from 'kysely'
import type { Database } from '../src/index.ts'

/** Types of columns in PostgreSQL, as information_schema names them, by what they read as. */
interface Reads {
  text: string
  uuid: string
  date: string
  xid8: string
  integer: number
  bigint: number
  'double precision': number
  boolean: boolean
  'timestamp with time zone': Date
  ARRAY: readonly unknown[]
  jsonb: unknown
}

type NamesFor<Value> =
  | {
      [Name in Exclude<keyof Reads, 'jsonb'>]: Value extends Reads[Name] ? Name : never
    }[Exclude<keyof Reads, 'jsonb'>]
  | (Value extends object | null ? 'jsonb' : never)

/** `?` marks a column that may be null, which the row type must say as well. */
type ColumnName<Value> = null extends Value ? `${NamesFor<NonNullable<Value>>}?` : NamesFor<Value>

type Columns = {
  readonly [Table in keyof Database]: {
    readonly [Column in keyof Database[Table]]: ColumnName<
      Selectable<Database[Table]>[Column & keyof Selectable<Database[Table]>]
    >
  }
}

const stamps = { createdAt: 'timestamp with time zone', updatedAt: 'timestamp with time zone' } as const
const versioned = { ...stamps, version: 'integer' } as const
const softDeleted = { ...versioned, deletedAt: 'timestamp with time zone?' } as const

/** Every column of every row type. The compiler keeps it equal to the types, a test to the database. */
export const columns: Columns = {
  organization: { id: 'uuid', name: 'text', currency: 'text', ...versioned },
  depot: {
    organizationId: 'uuid',
    id: 'uuid',
    name: 'text',
    address: 'text',
    lon: 'double precision',
    lat: 'double precision',
    zone: 'text',
    region: 'text',
    ...softDeleted,
  },
  vehicle: {
    organizationId: 'uuid',
    id: 'uuid',
    depotId: 'uuid',
    name: 'text',
    profile: 'text',
    capacity: 'jsonb',
    skills: 'ARRAY',
    costs: 'jsonb',
    ...softDeleted,
  },
  driver: {
    organizationId: 'uuid',
    id: 'uuid',
    depotId: 'uuid',
    name: 'text',
    phone: 'text',
    skills: 'ARRAY',
    ...softDeleted,
  },
  shift: {
    organizationId: 'uuid',
    id: 'uuid',
    depotId: 'uuid',
    vehicleId: 'uuid',
    driverId: 'uuid?',
    date: 'date',
    startTime: 'text',
    endTime: 'text',
    breaks: 'jsonb',
    ...softDeleted,
  },
  order: {
    organizationId: 'uuid',
    id: 'uuid',
    depotId: 'uuid',
    reference: 'text',
    kind: 'text',
    date: 'date',
    address: 'text',
    lon: 'double precision',
    lat: 'double precision',
    matchLevel: 'text',
    confidence: 'double precision',
    windows: 'jsonb',
    serviceS: 'integer',
    load: 'jsonb',
    skills: 'ARRAY',
    priority: 'integer',
    contact: 'jsonb',
    notes: 'text',
    custom: 'jsonb',
    state: 'text',
    importId: 'uuid?',
    ...softDeleted,
  },
  import: {
    organizationId: 'uuid',
    id: 'uuid',
    depotId: 'uuid',
    date: 'date',
    fileName: 'text',
    state: 'text',
    columns: 'jsonb',
    encoding: 'text',
    separator: 'text',
    counts: 'jsonb',
    findings: 'jsonb',
    progress: 'jsonb?',
    failure: 'text?',
    createdBy: 'uuid?',
    undoneAt: 'timestamp with time zone?',
    ...stamps,
  },
  importRow: {
    organizationId: 'uuid',
    importId: 'uuid',
    row: 'integer',
    cells: 'ARRAY',
    action: 'text',
    findings: 'jsonb',
    warnings: 'integer',
    place: 'jsonb?',
    fields: 'jsonb?',
    orderId: 'uuid?',
    before: 'jsonb?',
  },
  columnMapping: { organizationId: 'uuid', signature: 'text', columns: 'jsonb', ...stamps },
  plan: {
    organizationId: 'uuid',
    id: 'uuid',
    depotId: 'uuid',
    date: 'date',
    version: 'integer',
    state: 'text',
    totals: 'jsonb',
    progress: 'jsonb?',
    failure: 'text?',
    timeLimitS: 'integer',
    seed: 'integer',
    attempt: 'integer',
    inputHash: 'text?',
    createdBy: 'uuid?',
    publishedAt: 'timestamp with time zone?',
    publishedBy: 'uuid?',
    ...stamps,
  },
  route: {
    organizationId: 'uuid',
    id: 'uuid',
    planId: 'uuid',
    shiftId: 'uuid',
    vehicleId: 'uuid',
    vehicleName: 'text',
    driverId: 'uuid?',
    driverName: 'text?',
    sequence: 'integer',
    colour: 'integer',
    startAt: 'timestamp with time zone',
    endAt: 'timestamp with time zone',
    shiftStart: 'timestamp with time zone',
    shiftEnd: 'timestamp with time zone',
    distanceM: 'double precision',
    drivingS: 'double precision',
    serviceS: 'double precision',
    waitS: 'double precision',
    breaks: 'jsonb',
    cost: 'double precision',
    capacity: 'jsonb',
    startLoad: 'jsonb',
    violations: 'jsonb',
    ...versioned,
  },
  stop: {
    organizationId: 'uuid',
    id: 'uuid',
    planId: 'uuid',
    routeId: 'uuid',
    orderId: 'uuid',
    sequence: 'integer',
    trip: 'integer',
    state: 'text',
    arrival: 'timestamp with time zone',
    serviceStart: 'timestamp with time zone',
    departure: 'timestamp with time zone',
    waitS: 'double precision',
    lateS: 'double precision',
    load: 'jsonb',
  },
  unassigned: { organizationId: 'uuid', planId: 'uuid', orderId: 'uuid', reasons: 'jsonb' },
  changeEvent: {
    organizationId: 'uuid',
    id: 'bigint',
    kind: 'text',
    entityId: 'text?',
    depotId: 'uuid?',
    date: 'date?',
    at: 'timestamp with time zone',
    xid: 'xid8',
  },
  auditEvent: {
    organizationId: 'uuid',
    id: 'bigint',
    at: 'timestamp with time zone',
    userId: 'uuid?',
    action: 'text',
    entity: 'text',
    entityId: 'text?',
    result: 'text',
    ip: 'text?',
    detail: 'jsonb',
  },
  'region.region': {
    name: 'text',
    state: 'text',
    bounds: 'jsonb?',
    profiles: 'ARRAY',
    attribution: 'text',
    sizeBytes: 'bigint?',
    progress: 'jsonb?',
    failure: 'text?',
    title: 'text',
    turns: 'boolean?',
    counts: 'jsonb?',
    extract: 'jsonb?',
    builtFrom: 'jsonb?',
    customProfiles: 'jsonb',
    builtAt: 'timestamp with time zone?',
    buildId: 'uuid?',
    updatedAt: 'timestamp with time zone',
  },
  'region.closure': {
    id: 'uuid',
    region: 'text',
    area: 'jsonb?',
    road: 'jsonb?',
    factor: 'double precision?',
    fromAt: 'timestamp with time zone?',
    untilAt: 'timestamp with time zone?',
    reason: 'text',
    createdBy: 'uuid?',
    version: 'integer',
    ...stamps,
    deletedAt: 'timestamp with time zone?',
  },
  'region.traffic': {
    region: 'text',
    id: 'uuid',
    text: 'text',
    patterns: 'integer',
    timeZone: 'text',
    since: 'timestamp with time zone',
    createdBy: 'uuid?',
    ...stamps,
    deletedAt: 'timestamp with time zone?',
  },
  'identity.user': {
    id: 'uuid',
    email: 'text',
    name: 'text',
    passwordHash: 'text',
    isDisabled: 'boolean',
    ...stamps,
  },
  'identity.session': {
    id: 'text',
    publicId: 'uuid',
    userId: 'uuid',
    organizationId: 'uuid',
    createdAt: 'timestamp with time zone',
    expiresAt: 'timestamp with time zone',
    absoluteExpiresAt: 'timestamp with time zone',
    lastSeenAt: 'timestamp with time zone',
    userAgent: 'text?',
    ip: 'text?',
  },
  'identity.membership': {
    userId: 'uuid',
    organizationId: 'uuid',
    role: 'text',
    createdAt: 'timestamp with time zone',
  },
  'identity.oneTimeToken': {
    id: 'text',
    kind: 'text',
    payload: 'jsonb',
    createdAt: 'timestamp with time zone',
    expiresAt: 'timestamp with time zone',
  },
  'identity.knownDevice': {
    id: 'text',
    userId: 'uuid',
    createdAt: 'timestamp with time zone',
    expiresAt: 'timestamp with time zone',
  },
  'identity.rateLimit': { key: 'text', tat: 'timestamp with time zone' },
}
