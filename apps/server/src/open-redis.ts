import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { openRedisLimits, type RedisLimits } from '@cartage/auth'
import { CartageError } from '@cartage/domain'
import type { Logger } from 'pino'
import type { RedisEnvironment } from './environment.ts'

/** Opens the limits in Redis. One that is away is no reason not to start; an authority that cannot be read is. */
export async function openRedis({ url, caFile }: RedisEnvironment, log: Logger): Promise<RedisLimits> {
  return openRedisLimits({
    url,
    ca: caFile === undefined ? undefined : await readAuthority(caFile),
    onAway: (error) => log.warn({ err: error }, 'Redis is away; limits are counted in the database'),
    onBack: () => log.info('Redis is back; limits are counted there again'),
  })
}

async function readAuthority(file: string): Promise<string> {
  try {
    const pem = await readFile(file, 'utf8')
    // What is none would be passed over in silence, and no certificate trusted.
    new X509Certificate(pem)
    return pem
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw new CartageError(
      'PRECONDITION',
      `REDIS_CA_FILE=${file} cannot be used (${why}); expected a file with a certificate in PEM.`,
      { cause },
    )
  }
}
