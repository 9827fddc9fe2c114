import { TRPCClientError } from '@trpc/client'
import { z } from 'zod'

/** A failure in words for a person, with what to quote when asking for help. */
export interface HumanError {
  readonly title: string
  readonly message: string
  readonly advice: string | undefined
  /** The code, with the log id behind it where the server gave one. */
  readonly code: string
  /** A stable word for callers that branch, such as `NO_ORDERS`. */
  readonly reason: string | undefined
  /** The input field that is wrong. */
  readonly field: string | undefined
  readonly retryAfterS: number | undefined
}

const errorData = z.object({
  code: z.string().optional().catch(undefined),
  reason: z.string().nullish().catch(undefined),
  field: z.string().nullish().catch(undefined),
  logId: z.string().nullish().catch(undefined),
  retryAfterS: z.number().nullish().catch(undefined),
})

const words: Readonly<Record<string, { readonly title: string; readonly advice?: string }>> = {
  NOT_FOUND: { title: 'Not found', advice: 'It may have been deleted. Go back and look again.' },
  FORBIDDEN: {
    title: 'Not allowed',
    advice: 'An administrator of your organization can give you the right role.',
  },
  UNAUTHENTICATED: { title: 'Signed out', advice: 'Sign in again; what you typed is kept.' },
  CONFLICT: {
    title: 'Changed meanwhile',
    advice: 'Look at what is there now, then decide again.',
  },
  INVALID: { title: 'That did not fit' },
  LIMIT_REACHED: { title: 'Too much at once' },
  PRECONDITION: { title: 'Something is missing first' },
  UNAVAILABLE: { title: 'Not available right now', advice: 'Try again in a moment.' },
  INTERNAL: {
    title: 'Something went wrong in Cartage',
    advice: 'Nothing was changed. Try again; if it stays, quote the code to your administrator.',
  },
  NETWORK: {
    title: 'Cartage cannot be reached',
    advice: 'Check the connection and whether the server runs. What you typed is kept.',
  },
}

/** tRPC's own names for what the domain calls otherwise. */
const aliases: Readonly<Record<string, string>> = {
  UNAUTHORIZED: 'UNAUTHENTICATED',
  BAD_REQUEST: 'INVALID',
  PARSE_ERROR: 'INVALID',
  UNPROCESSABLE_CONTENT: 'INVALID',
  PRECONDITION_FAILED: 'PRECONDITION',
  TOO_MANY_REQUESTS: 'LIMIT_REACHED',
  PAYLOAD_TOO_LARGE: 'LIMIT_REACHED',
  SERVICE_UNAVAILABLE: 'UNAVAILABLE',
  INTERNAL_SERVER_ERROR: 'INTERNAL',
}

/** An answer of the server other than success, outside tRPC (uploads). */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly data: unknown

  constructor(message: string, data: unknown) {
    super(message)
    this.data = data
  }
}

/** What a device or the browser did not do, said for the person. */
export class DeviceError extends Error {
  override readonly name = 'DeviceError'
}

/** Turns whatever was thrown into words; an unknown cause never shows its internals. */
export function toHumanError(error: unknown): HumanError {
  if (error instanceof DeviceError) return ofDevice(error)
  const thrown = error instanceof TRPCClientError || error instanceof HttpError ? error : null
  const parsed = errorData.safeParse(thrown?.data)
  const data = parsed.success ? parsed.data : {}
  const isNetwork = error instanceof TypeError || (error instanceof TRPCClientError && !parsed.success)
  const code = isNetwork ? 'NETWORK' : (aliases[data.code ?? ''] ?? data.code ?? 'INTERNAL')
  const field = data.field ?? undefined
  // A message that names a field says what to mend; what the code means in general would only blur it.
  const { title, advice } =
    field !== undefined && code === 'CONFLICT'
      ? { title: 'That did not fit' }
      : (words[code] ?? { title: 'Something went wrong in Cartage' })
  const isExplained = thrown !== null && !isNetwork && code !== 'INTERNAL' && thrown.message !== ''
  return {
    title,
    message: isExplained
      ? thrown.message
      : isNetwork
        ? 'The request got no answer.'
        : 'The server could not finish this.',
    advice: retryAdvice(data.retryAfterS ?? undefined) ?? advice,
    code: data.logId === undefined || data.logId === null ? code : `${code} · ${data.logId}`,
    reason: data.reason ?? undefined,
    field,
    retryAfterS: data.retryAfterS ?? undefined,
  }
}

const ofDevice = ({ message }: DeviceError): HumanError => ({
  title: 'The device did not do it',
  message,
  advice: undefined,
  code: 'DEVICE',
  reason: undefined,
  field: undefined,
  retryAfterS: undefined,
})

function retryAdvice(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined
  return seconds < 90 ? `Try again in ${seconds} s.` : `Try again in ${Math.ceil(seconds / 60)} min.`
}

/** Whether the session has ended. */
export const isSignedOut = (error: unknown): boolean => toHumanError(error).code.startsWith('UNAUTHENTICATED')
