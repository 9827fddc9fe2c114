import { setTimeout as sleep } from 'node:timers/promises'
import { CartageError } from '@cartage/domain'
import { rateLimit } from './rate-limit.ts'

export interface JsonClientOptions {
  readonly requestsPerSecond?: number | undefined
  /** An answer that takes longer is a failure; 10 s when absent. */
  readonly timeoutMs?: number | undefined
  /** Nominatim's usage policy wants to know who asks. */
  readonly userAgent?: string | undefined
  /** Tests replace it. */
  readonly wait?: ((ms: number, signal?: AbortSignal) => Promise<unknown>) | undefined
}

export type GetJson = (url: URL, signal?: AbortSignal) => Promise<unknown>

const defaultTimeoutMs = 10_000
/** Geocoders answer with kilobytes. */
const mostBytes = 1024 * 1024
const defaultUserAgent = 'Cartage/0.1 (self-hosted route planning)'
/** A service that asks for a longer pause is unavailable for now; nobody waits for that. */
const longestPauseMs = 5000
const retryPauseMs = 500
/** While a service is down, callers are told at once instead of after a time-out each. */
const restAfterFailureMs = 30_000

/**
 * GETs JSON from one service, at its rate, one request at a time. A busy (429) or failing (5xx, no connection) service is asked a second time
 * after the pause that it names; then it rests. Redirects are not followed, long answers are cut off, and all failures are `UNAVAILABLE`
 * without the address asked for, which may be of a person.
 */
export function jsonClient(options: JsonClientOptions): GetJson {
  const {
    timeoutMs = defaultTimeoutMs,
    userAgent = defaultUserAgent,
    wait = async (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
  } = options
  const limit = rateLimit({ requestsPerSecond: options.requestsPerSecond ?? 1, wait })
  let restsUntil = 0

  const attempt = async (url: URL, signal: AbortSignal | undefined): Promise<unknown> => {
    const timeout = AbortSignal.timeout(timeoutMs)
    const ends = signal === undefined ? timeout : AbortSignal.any([signal, timeout])
    try {
      const response = await fetch(url, {
        signal: ends,
        redirect: 'error',
        headers: { accept: 'application/json', 'user-agent': userAgent },
      })
      if (
        response.status === 404 ||
        (response.status >= 500 && response.status <= 599) ||
        response.status === 429
      ) {
        await response.body?.cancel()
        throw refusal(response)
      }
      const json = await readJson(response)
      if (!response.ok) {
        throw unavailable('The address service refused the question.', 'GEOCODER_REFUSED', {
          detail: `status ${response.status}`,
        })
      }
      return json
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof CartageError) throw error
      const isSlow = timeout.aborted
      throw unavailable(
        isSlow
          ? `The address service did not answer within ${timeoutMs / 1000} s.`
          : 'The address service cannot be reached.',
        isSlow ? 'GEOCODER_SLOW' : 'GEOCODER_DOWN',
        { cause: error },
      )
    }
  }

  return async (url, signal) => {
    const restMs = restsUntil - Date.now()
    if (restMs > 0) {
      throw unavailable(
        'The address service failed a moment ago and is left alone for now.',
        'GEOCODER_RESTS',
        {
          retryAfterS: Math.ceil(restMs / 1000),
        },
      )
    }
    return limit(async () => {
      try {
        return await attempt(url, signal)
      } catch (error) {
        const pauseMs = pauseBeforeRetry(error)
        if (pauseMs === undefined) throw restAfter(error)
        await wait(pauseMs, signal)
        try {
          return await attempt(url, signal)
        } catch (again) {
          throw restAfter(again)
        }
      }
    }, signal)
  }

  function restAfter(error: unknown): unknown {
    const isFailing =
      error instanceof CartageError &&
      error.reason !== 'GEOCODER_REFUSED' &&
      error.reason !== 'GEOCODER_ANSWER'
    if (isFailing) {
      restsUntil = Date.now() + Math.max(restAfterFailureMs, (error.retryAfterS ?? 0) * 1000)
    }
    return error
  }
}

/** Undefined where a second try makes no sense. A slow service is not asked again: it is busy with the first question. */
function pauseBeforeRetry(error: unknown): number | undefined {
  if (!(error instanceof CartageError)) return undefined
  if (error.reason === 'GEOCODER_DOWN') return retryPauseMs
  if (error.reason !== 'GEOCODER_BUSY') return undefined
  const pauseMs = (error.retryAfterS ?? 1) * 1000
  return pauseMs <= longestPauseMs ? pauseMs : undefined
}

function refusal(response: Response): CartageError {
  if (response.status === 429) {
    return unavailable('The address service is busy.', 'GEOCODER_BUSY', {
      retryAfterS: readRetryAfter(response.headers.get('retry-after')),
    })
  }
  if (response.status === 404) {
    return unavailable('There is no address service at GEOCODER_URL.', 'GEOCODER_REFUSED', {
      detail: 'status 404',
    })
  }
  return unavailable('The address service failed.', 'GEOCODER_DOWN', { detail: `status ${response.status}` })
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function readRetryAfter(header: string | null): number {
  const text = header?.trim() ?? ''
  if (/^\d+$/.test(text)) return Number(text)
  const until = Date.parse(text)
  return Number.isNaN(until) ? 1 : Math.max(0, Math.ceil((until - Date.now()) / 1000))
}

async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > mostBytes) {
      throw unavailable('The answer of the address service is too long.', 'GEOCODER_ANSWER')
    }
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (cause) {
    throw unavailable('The address service answered with something that is no JSON.', 'GEOCODER_ANSWER', {
      cause,
    })
  }
}

function unavailable(
  message: string,
  reason: string,
  options: { readonly retryAfterS?: number; readonly detail?: string; readonly cause?: unknown } = {},
): CartageError {
  return new CartageError('UNAVAILABLE', message, { reason, ...options })
}
