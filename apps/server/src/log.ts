import type { FastifyBaseLogger } from 'fastify'
import { type Logger, pino } from 'pino'

/** JSON lines on stdout; what could identify a session or open one never gets there (SEC-F05). */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        '*.password',
        '*.token',
        '*.cookie',
        'req.headers.cookie',
        'req.headers.authorization',
        'res.headers["set-cookie"]',
      ],
      censor: '[redacted]',
    },
  })
}

/** The log of an HTTP server: Fastify's own word on every request is for whoever debugs. */
export function requestLog(log: Logger, level: string): FastifyBaseLogger {
  return log.child({}, { level: level === 'info' ? 'warn' : level })
}
