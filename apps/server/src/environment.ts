import path from 'node:path'
import { CartageError, regionName } from '@cartage/domain'
import type { GeocoderSettings } from '@cartage/services'
import { z } from 'zod'
import { defaultLimits } from './osrm/limits.ts'
import type { Limits } from './osrm/limits.ts'

const postgresUrl = z
  .url({ protocol: /^postgres(ql)?$/, error: 'expected postgres://user:password@host:port/database' })
  .optional()

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
  CARTAGE_INSECURE_HTTP: flag.describe('Allow plain http on an address that others can reach. Default: 0.'),
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
  TRUSTED_PROXIES: list.describe(
    'Addresses or networks, separated by commas, whose X-Forwarded-* headers count.',
  ),
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
  /** What secrets are sealed with, or the file that holds it; a key in the data folder where neither is set. */
  readonly secretKey: string | undefined
  readonly secretKeyFile: string | undefined
  /** Undefined where OSRM's API is not served. */
  readonly roads: RoadsEnvironment | undefined
  /** Undefined unless GEOCODER_URL is set. */
  readonly geocoder: GeocoderSettings | undefined
  /** Cookies carry `Secure` and the `__Host-` name. */
  readonly isHttps: boolean
}

export interface RoadsEnvironment {
  readonly host: string
  readonly port: number
  readonly defaultRegion: string | undefined
  readonly ratePerS: number
  readonly limits: Limits
  readonly origins: readonly string[]
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.')

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
  const publicUrl = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`
  const isHttps = publicUrl.startsWith('https:')
  if (!isLoopback(env.HOST) && !isHttps && !env.CARTAGE_INSECURE_HTTP) {
    throw new CartageError(
      'INVALID',
      `HOST=${env.HOST} can be reached from outside, and sign-in over plain http can be overheard. ` +
        'Put TLS in front and set PUBLIC_URL=https://…, or set CARTAGE_INSECURE_HTTP=1 on a network you trust.',
    )
  }
  if (env.ROADS_PORT !== undefined && !isLoopback(env.ROADS_HOST) && !isHttps && !env.CARTAGE_INSECURE_HTTP) {
    throw new CartageError(
      'INVALID',
      `ROADS_HOST=${env.ROADS_HOST} can be reached from outside, and this port asks nobody who they are. ` +
        'Put TLS in front and set PUBLIC_URL=https://…, or set CARTAGE_INSECURE_HTTP=1 on a network you trust.',
    )
  }
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
    isHttps,
  }
}

function readGeocoder(env: z.infer<typeof environmentSchema>): GeocoderSettings | undefined {
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
