import { z } from 'zod'
import { HttpError } from './human-error.ts'

const failure = z.object({ error: z.object({ message: z.string(), data: z.unknown().optional() }).loose() })
const plainFailure = z.object({ message: z.string(), code: z.string().optional() }).loose()

export interface UploadOptions {
  /** Bytes sent so far and in all. */
  readonly onProgress?: (sent: number, total: number) => void
  readonly signal?: AbortSignal
  /** Further fields of the form, by name; they come before the file. */
  readonly fields?: Readonly<Record<string, string>>
}

/**
 * Sends a file as multipart field `file` and answers with the parsed JSON. Uses XMLHttpRequest, the only way to see
 * how much has been sent. Throws HttpError with the server's own words, TypeError when there is no answer.
 */
export function upload(path: string, file: File, options: UploadOptions = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.responseType = 'text'
    request.upload.addEventListener('progress', (event) => {
      options.onProgress?.(event.loaded, event.total)
    })
    request.addEventListener('load', () => {
      const body = readJson(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(body)
      else reject(toHttpError(request.status, body))
    })
    request.addEventListener('error', () => {
      reject(new TypeError('The upload got no answer.'))
    })
    request.addEventListener('abort', () => {
      reject(new DOMException('The upload was stopped.', 'AbortError'))
    })
    options.signal?.addEventListener('abort', () => {
      request.abort()
    })
    const form = new FormData()
    for (const [name, value] of Object.entries(options.fields ?? {})) form.append(name, value)
    form.append('file', file, file.name)
    request.send(form)
  })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function toHttpError(status: number, body: unknown): HttpError {
  const nested = failure.safeParse(body)
  if (nested.success)
    return new HttpError(nested.data.error.message, nested.data.error.data ?? nested.data.error)
  const plain = plainFailure.safeParse(body)
  if (plain.success) return new HttpError(plain.data.message, plain.data)
  const code = status === 401 ? 'UNAUTHENTICATED' : status === 413 ? 'LIMIT_REACHED' : 'INTERNAL'
  return new HttpError(status === 413 ? 'The file is too large for this server.' : '', { code })
}
