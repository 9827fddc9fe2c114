import path from 'node:path'
import { addressRange, CartageError, regionName } from '@cartage/domain'
import type { GeocoderSettings, MailerSettings } from '@cartage/services'
import { z } from 'zod'
import { trustedProxies } from './http/trusted-proxies.ts'
import { defaultLimits } from './osrm/limits.ts'
import type { Limits } from './osrm/limits.ts'

const postgresUrl = z
  .url({ protocol: /^postgres(ql)?$/, error: 'expected postgres://user:password@host:port/database' })
  .refine((url) => {
    const { searchParams } = new URL(url)
    return [null, 'disable', 'verify-full'].includes(searchParams.get('sslmode'))
  }, 'expected sslmode=verify-full (the only one that nobody between can read or change) or sslmode=disable')
  .optional()

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.')

/** Whether an address names this machine; URLs have IPv6 in brackets. */
const isNear = ({ hostname }: URL): boolean => isLoopback(hostname.replaceAll(/[[\]]/g, ''))

const redisUrl = z
  .url({ protocol: /^rediss?$/, error: 'expected rediss://user:password@host:port' })
  .refine((text) => {
    const { hostname, pathname, search, hash } = new URL(text)
    return hostname !== '' && /^(\/\d*)?$/.test(pathname) && search === '' && hash === ''
  }, 'expected a host, a port and the number of a database alone, such as rediss://user:password@host:port/0')
  .refine((text) => {
    const url = new URL(text)
    return url.protocol === 'rediss:' || isNear(url)
  }, 'expected rediss://, for on the way to another machine everybody could read and change what plain redis:// says')
  .optional()

const isProxyList = (list: readonly string[]): boolean => {
  try {
    trustedProxies(list)
    return true
  } catch {
    return false
  }
}

const bytes = (fallback: number) =>
  z.coerce.number({ error: 'expected a number of bytes' }).int().min(1).default(fallback)

const port = z.coerce
  .number({ error: 'expected a port from 1 to 65535' })
  .int()
  .min(1, 'expected a port from 1 to 65535')
  .max(65_535, 'expected a port from 1 to 65535')

const count = (fallback: number) =>
  z.coerce
    .number({ error: 'expected a whole number' })
    .int('expected a whole number')
    .min(1, 'expected a number from 1')
    .max(1_000_000, 'expected a number up to 1000000')
    .default(fallback)

const rate = (fallback: number) =>
  z.coerce
    .number({ error: 'expected calls a second, 0 for no limit' })
    .min(0, 'expected calls a second, 0 for no limit')
    .max(1_000_000, 'expected at most 1000000 calls a second')
    .default(fallback)

const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((item) => item.trim() || []))

const flag = z
  .enum(['0', '1', 'true', 'false'], { error: 'expected 0, 1, true or false' })
  .default('0')
  .transform((value) => value === '1' || value === 'true')

/** Every setting that Cartage reads from its environment. The README's table is checked against this list. */
export const environmentSchema = z.object({
  DATABASE_URL: postgresUrl.describe(
    'PostgreSQL 15 or later, as the owner of the schema. Default: the embedded one.',
  ),
  DATABASE_APP_URL: postgresUrl.describe(
    'The same database as a role that owns nothing, where the owner may not create roles.',
  ),
  PORT: port.default(3000).describe('Where to listen.'),
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('The address to listen on. Default: this machine only.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'expected an address such as https://cartage.example.com' })
    .transform((url) => new URL(url).origin)
    .optional()
    .describe('The address people use. Default: http://localhost:PORT.'),
  CARTAGE_DATA: z
    .string()
    .min(1)
    .default('.cartage')
    .describe('The folder for the embedded database, regions and uploads.'),
  CARTAGE_MAX_IMPORT: bytes(4 * 1024 ** 3).describe(
    'The largest upload of an extract, in bytes. Default: 4 GiB.',
  ),
  CARTAGE_DEMO: flag.prefault('1').describe('Build the demo region on first start. Default: 1.'),
  CARTAGE_SECRET_KEY: z
    .string()
    .optional()
    .describe(
      'What stored secrets are sealed with: at least 32 random bytes; older ones behind a comma. Default: secret.key in CARTAGE_DATA.',
    ),
  CARTAGE_SECRET_KEY_FILE: z
    .string()
    .optional()
    .describe('A file that holds it instead, readable by its owner only.'),
  CARTAGE_INSECURE_HTTP: flag.describe(
    'Allow plain http on an address that others can reach, and to an address service on another machine. Default: 0.',
  ),
  GEOCODER_URL: z
    .url({ protocol: /^https?$/, error: 'expected an address such as https://photon.example.com' })
    .optional()
    .describe(
      'An address service to ask where a region has no sure answer; it sees the addresses in question. Default: none.',
    ),
  GEOCODER_KIND: z
    .enum(['nominatim', 'photon', 'pelias'], { error: 'expected nominatim, photon or pelias' })
    .optional()
    .describe('What GEOCODER_URL speaks.'),
  GEOCODER_KEY: z.string().optional().describe('Sent to the address service as api_key.'),
  GEOCODER_RATE: z.coerce
    .number({ error: 'expected requests a second, such as 1' })
    .positive('expected requests a second, such as 1')
    .max(1000, 'expected at most 1000 requests a second')
    .default(1)
    .describe('Requests a second to the address service, from each process. Default: 1.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'expected fatal, error, warn, info, debug, trace or silent',
    })
    .default('info')
    .describe('How much to log, as JSON lines on stdout.'),
  OUTGOING_NETWORKS: list
    .pipe(z.array(addressRange))
    .describe(
      'Networks beside the public internet, separated by commas, in which providers that organizations set up may be. Default: none.',
    ),
  REDIS_URL: redisUrl.describe(
    'A Redis (6.2 or later) or Valkey to count limits in; over TLS unless it is on this machine. Default: the database counts them.',
  ),
  REDIS_CA_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The authority, in PEM, whose certificates of REDIS_URL are trusted in place of the public ones.',
    ),
  ROADS_PORT: port.optional().describe("Where to serve OSRM's HTTP API over the regions. Default: nowhere."),
  ROADS_HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('The address to serve it on. Default: this machine only.'),
  ROADS_REGION: regionName
    .optional()
    .describe('The region of requests that name a profile only. Default: the only one there is.'),
  ROADS_RATE: z.coerce
    .number({ error: 'expected a number, 0 for no limit' })
    .min(0, 'expected a number, 0 for no limit')
    .default(1_000)
    .describe('What one address may ask a second, in nearest roads. Default: 1000.'),
  ROADS_MAX_ROUTE: count(defaultLimits.maxRoute).describe('Coordinates of a route. Default: 500.'),
  ROADS_MAX_TABLE: count(defaultLimits.maxTable).describe(
    'A table may have the square of this many cells. Default: 10000.',
  ),
  ROADS_MAX_MATCH: count(defaultLimits.maxMatch).describe('Coordinates of a trace. Default: 1000.'),
  ROADS_MAX_NEAREST: count(defaultLimits.maxNearest).describe('Places of a nearest request. Default: 100.'),
  ROADS_ORIGINS: list.describe('Origins, separated by commas, whose pages may read the answers; * for any.'),
  TLS_CERT_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The certificate with its chain, in PEM; then the server speaks TLS itself. Read again when it changes.',
    ),
  TLS_KEY_FILE: z.string().min(1).optional().describe('The private key of TLS_CERT_FILE, in PEM.'),
  TRUSTED_PROXIES: list
    .refine(isProxyList, 'expected addresses or networks such as 10.0.0.5,192.168.0.0/16,loopback')
    .describe('Addresses or networks, separated by commas, whose X-Forwarded-* headers count.'),
  RATE_USER: rate(20).describe(
    'Calls a second of one person, and thirty times as many at once; 0 for no limit. Default: 20.',
  ),
  RATE_ORGANIZATION: rate(200).describe('The same of one organization. Default: 200.'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'expected smtps://user:password@host:port, or smtp:// for STARTTLS' })
    .optional()
    .describe(
      'Where invitations and links for new passwords and addresses are mailed. Default: nowhere; they are copied.',
    ),
  MAIL_FROM: z.string().min(3).max(320).optional().describe('Whom that mail is from.'),
})

export interface Environment {
  readonly databaseUrl: string | undefined
  readonly databaseAppUrl: string | undefined
  readonly port: number
  readonly host: string
  readonly publicUrl: string
  readonly dataDir: string
  readonly maxImportBytes: number
  readonly withDemo: boolean
  readonly logLevel: z.infer<typeof environmentSchema>['LOG_LEVEL']
  readonly trustedProxies: readonly string[]
  readonly outgoingNetworks: readonly string[]
  /** What secrets are sealed with, or the file that holds it; a key in the data folder where neither is set. */
  readonly secretKey: string | undefined
  readonly secretKeyFile: string | undefined
  /** Undefined where OSRM's API is not served. */
  readonly roads: RoadsEnvironment | undefined
  /** Undefined unless GEOCODER_URL is set. */
  readonly geocoder: GeocoderSettings | undefined
  /** Undefined unless REDIS_URL is set. */
  readonly redis: RedisEnvironment | undefined
  /** Undefined unless SMTP_URL is set. */
  readonly mailer: MailerSettings | undefined
  /** Calls a second of one person and of one organization; 0 for no limit. */
  readonly callRates: { readonly user: number; readonly organization: number }
  /** Cookies carry `Secure` and the `__Host-` name. */
  readonly isHttps: boolean
  /** Undefined where the server speaks plain http. */
  readonly tls: TlsFiles | undefined
  /** What works and is not safe, a line each, for whoever starts the server. */
  readonly warnings: readonly string[]
}

export interface TlsFiles {
  readonly certFile: string
  readonly keyFile: string
}

export interface RedisEnvironment {
  readonly url: string
  /** Undefined where the public authorities are trusted. */
  readonly caFile: string | undefined
}

export interface RoadsEnvironment {
  readonly host: string
  readonly port: number
  readonly defaultRegion: string | undefined
  readonly ratePerS: number
  readonly limits: Limits
  readonly origins: readonly string[]
}

/**
 * Reads the settings. Throws INVALID with one line that names each wrong setting, its value and what was expected.
 *
 * @param cwd what a relative CARTAGE_DATA is relative to
 */
export function readEnvironment(
  source: Readonly<Record<string, string | undefined>>,
  cwd: string,
): Environment {
  // An empty variable is how shells and compose files say "not set".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path: [name], message }) => {
      const value =
        /URL/.test(String(name)) && /:.*@/.test(given[String(name)] ?? '') ? '…' : given[String(name)]
      return `${String(name)}=${value}: ${message}`
    })
    throw new CartageError('INVALID', `Wrong setting: ${lines.join('; ')}.`)
  }
  const env = parsed.data
  const tls = readTls(env, cwd)
  const publicUrl = env.PUBLIC_URL ?? `http${tls ? 's' : ''}://localhost:${env.PORT}`
  const isHttps = publicUrl.startsWith('https:')
  if (tls && !isHttps) {
    throw new CartageError(
      'INVALID',
      `PUBLIC_URL=${publicUrl}: expected https://…, since TLS_CERT_FILE makes the server speak TLS.`,
    )
  }
  const isSafe = tls !== undefined || (isHttps && env.TRUSTED_PROXIES.length > 0)
  const open = [
    { name: 'HOST', host: env.HOST, why: 'sign-in over plain http can be overheard' },
    ...(env.ROADS_PORT === undefined
      ? []
      : [{ name: 'ROADS_HOST', host: env.ROADS_HOST, why: 'this port asks nobody who they are' }]),
  ].filter(({ host }) => !isSafe && !isLoopback(host))
  for (const { name, host, why } of env.CARTAGE_INSECURE_HTTP ? [] : open) {
    throw new CartageError(
      'INVALID',
      `${name}=${host} can be reached from outside, and ${why}. Set TLS_CERT_FILE and TLS_KEY_FILE; or put a proxy with TLS in front and ` +
        'set PUBLIC_URL=https://… and TRUSTED_PROXIES; or set CARTAGE_INSECURE_HTTP=1 on a network you trust.',
    )
  }
  const warnings = [
    ...open.map(
      ({ name, host }) =>
        `${name}=${host} is served over plain http (CARTAGE_INSECURE_HTTP): passwords and addresses can be overheard on the way.`,
    ),
    ...(isHttps && !isSafe
      ? [
          `PUBLIC_URL is https and no TRUSTED_PROXIES are set: all visitors count as one address, the proxy's. Set TRUSTED_PROXIES to it.`,
        ]
      : []),
    ...plainDatabase(env),
    ...plainGeocoder(env),
  ]
  if (env.CARTAGE_SECRET_KEY !== undefined && env.CARTAGE_SECRET_KEY_FILE !== undefined) {
    throw new CartageError(
      'INVALID',
      'Wrong setting: CARTAGE_SECRET_KEY and CARTAGE_SECRET_KEY_FILE are both set. Set one of them.',
    )
  }
  return {
    databaseUrl: env.DATABASE_URL,
    databaseAppUrl: env.DATABASE_APP_URL,
    port: env.PORT,
    host: env.HOST,
    publicUrl,
    dataDir: path.resolve(cwd, env.CARTAGE_DATA),
    maxImportBytes: env.CARTAGE_MAX_IMPORT,
    withDemo: env.CARTAGE_DEMO,
    logLevel: env.LOG_LEVEL,
    trustedProxies: env.TRUSTED_PROXIES,
    outgoingNetworks: env.OUTGOING_NETWORKS,
    secretKey: env.CARTAGE_SECRET_KEY,
    secretKeyFile:
      env.CARTAGE_SECRET_KEY_FILE === undefined ? undefined : path.resolve(cwd, env.CARTAGE_SECRET_KEY_FILE),
    roads:
      env.ROADS_PORT === undefined
        ? undefined
        : {
            host: env.ROADS_HOST,
            port: env.ROADS_PORT,
            defaultRegion: env.ROADS_REGION,
            ratePerS: env.ROADS_RATE,
            limits: {
              maxRoute: env.ROADS_MAX_ROUTE,
              maxTable: env.ROADS_MAX_TABLE,
              maxMatch: env.ROADS_MAX_MATCH,
              maxNearest: env.ROADS_MAX_NEAREST,
            },
            origins: env.ROADS_ORIGINS,
          },
    geocoder: readGeocoder(env),
    mailer: readMailer(env),
    redis: readRedis(env, cwd),
    callRates: { user: env.RATE_USER, organization: env.RATE_ORGANIZATION },
    isHttps,
    tls,
    warnings,
  }
}

type Settings = z.infer<typeof environmentSchema>

function readTls({ TLS_CERT_FILE: cert, TLS_KEY_FILE: key }: Settings, cwd: string): TlsFiles | undefined {
  if (cert === undefined && key === undefined) return undefined
  if (cert === undefined || key === undefined) {
    const [set, missing] =
      cert === undefined ? ['TLS_KEY_FILE', 'TLS_CERT_FILE'] : ['TLS_CERT_FILE', 'TLS_KEY_FILE']
    throw new CartageError('INVALID', `Wrong setting: ${set} is set without ${missing}.`)
  }
  return { certFile: path.resolve(cwd, cert), keyFile: path.resolve(cwd, key) }
}

function readRedis(
  { REDIS_URL: url, REDIS_CA_FILE: ca }: Settings,
  cwd: string,
): RedisEnvironment | undefined {
  if (ca !== undefined && url?.startsWith('rediss:') !== true) {
    throw new CartageError('INVALID', 'Wrong setting: REDIS_CA_FILE is set without REDIS_URL=rediss://….')
  }
  return url === undefined ? undefined : { url, caFile: ca === undefined ? undefined : path.resolve(cwd, ca) }
}

/** A database on another machine that is asked in plain. */
function plainDatabase(env: Settings): readonly string[] {
  return (['DATABASE_URL', 'DATABASE_APP_URL'] as const).flatMap((name) => {
    const url = env[name] === undefined ? undefined : new URL(env[name])
    return url === undefined || url.hostname === '' || isNear(url) || url.searchParams.has('sslmode')
      ? []
      : [
          `${name} names another machine without sslmode=verify-full: what goes there and back can be read on the way.`,
        ]
  })
}

/** An address service on another machine that is asked in plain, which is refused unless somebody says that it may. */
function plainGeocoder({
  GEOCODER_URL: text,
  CARTAGE_INSECURE_HTTP: isAllowed,
}: Settings): readonly string[] {
  if (text === undefined) return []
  const url = new URL(text)
  if (url.protocol === 'https:' || isNear(url)) return []
  if (!isAllowed) {
    throw new CartageError(
      'INVALID',
      'GEOCODER_URL is asked over plain http on another machine, so addresses of customers can be read on the way. Use https://…, or set ' +
        'CARTAGE_INSECURE_HTTP=1 on a network you trust.',
    )
  }
  return [
    'GEOCODER_URL is asked over plain http (CARTAGE_INSECURE_HTTP): addresses of customers can be read on the way.',
  ]
}

function readGeocoder(env: Settings): GeocoderSettings | undefined {
  const { GEOCODER_URL: url, GEOCODER_KIND: kind } = env
  if (url === undefined && kind === undefined) return undefined
  if (url === undefined || kind === undefined) {
    throw new CartageError(
      'INVALID',
      `Wrong setting: ${url === undefined ? 'GEOCODER_KIND is set without GEOCODER_URL' : 'GEOCODER_URL is set without GEOCODER_KIND (nominatim, photon or pelias)'}.`,
    )
  }
  return { url, kind, key: env.GEOCODER_KEY, requestsPerSecond: env.GEOCODER_RATE }
}

function readMailer({
  SMTP_URL: url,
  MAIL_FROM: from,
}: z.infer<typeof environmentSchema>): MailerSettings | undefined {
  if (url === undefined && from === undefined) return undefined
  if (url === undefined || from === undefined) {
    throw new CartageError(
      'INVALID',
      `Wrong setting: ${url === undefined ? 'MAIL_FROM is set without SMTP_URL' : 'SMTP_URL is set without MAIL_FROM (whom the mail is from)'}.`,
    )
  }
  return { url, from }
}
