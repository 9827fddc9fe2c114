import { once } from 'node:events'
import { createServer } from 'node:net'
import { CartageError } from '@cartage/domain'

/** Throws PRECONDITION, in one line, when nobody could listen there: before anything slow was started. */
export async function requirePort(
  host: string,
  port: number,
  settings: { readonly host: string; readonly port: string } = { host: 'HOST', port: 'PORT' },
): Promise<void> {
  const probe = createServer()
  try {
    probe.listen(port, host)
    await once(probe, 'listening')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const why =
      code === 'EADDRINUSE'
        ? `Port ${port} is taken. Stop what uses it, or set ${settings.port} to another one.`
        : code === 'EACCES'
          ? `Port ${port} needs more rights than this user has. Set ${settings.port} to one above 1023.`
          : `Nothing can listen on ${host}:${port} (${String(code)}). Set ${settings.host} and ${settings.port}.`
    throw new CartageError('PRECONDITION', why, { cause: error })
  } finally {
    probe.close()
  }
}
