import type { FastifyBaseLogger } from 'fastify'
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino'

/** What opens a session or an account, and what tells where somebody lives. */
const SECRETS = [
  'password',
  'current',
  'next',
  'token',
  'secret',
  'cookie',
  'set-cookie',
  'authorization',
  'phone',
  'address',
  'email',
  'notes',
  'contact',
]
/** Objects in objects that a line may hold. */
const DEPTH = 4

/** JSON lines on stdout; what could identify a session or open one never gets there (SEC-F05). */
export function createLog(level: string, stream?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: writeError },
    redact: {
      paths: Array.from({ length: DEPTH }, (_, depth) =>
        SECRETS.map((name) =>
          `${'*.'.repeat(depth)}${name.includes('-') ? `["${name}"]` : name}`.replace('.[', '['),
        ),
      ).flat(),
      censor: '[redacted]',
    },
  }
  return stream === undefined ? pino(options) : pino(options, stream)
}

/** An error of the database quotes the row that it was about, which may be a person's. */
function writeError(error: Error): object {
  const written = pino.stdSerializers.err(error)
  if (!('severity' in error)) return written
  return { ...written, detail: undefined, where: undefined, internalQuery: undefined }
}

/** The log of an HTTP server: Fastify's own word on every request is for whoever debugs. */
export function requestLog(log: Logger, level: string): FastifyBaseLogger {
  return log.child({}, { level: level === 'info' ? 'warn' : level })
}
