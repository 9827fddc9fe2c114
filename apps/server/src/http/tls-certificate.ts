import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Server } from 'node:https'
import { CartageError } from '@cartage/domain'
import type { TlsFiles } from '../environment.ts'

export interface TlsCertificateOptions {
  /** Called when files that changed cannot be used; what was there before stays in use. */
  readonly onError: (error: Error) => void
  readonly onRenewed: () => void
  /** How often the files are read. */
  readonly everyMs?: number
}

/** A certificate with its key, as the files hold them now. */
export interface TlsCertificate extends Disposable {
  readonly pem: TlsPem
  /** Connections that begin after a change get the renewed certificate; open ones go on as they are. */
  follow(server: Server): void
}

interface TlsPem {
  readonly cert: string
  readonly key: string
}

const EVERY_MS = 5_000

/**
 * Reads the files, and again every few seconds: watching would miss renewals that swap a link. Two files never change
 * at the same instant, so a pair that does not fit waits for its other half. Throws PRECONDITION, naming the setting,
 * when the files cannot be used at the start.
 */
export async function openTlsCertificate(
  files: TlsFiles,
  { onError, onRenewed, everyMs = EVERY_MS }: TlsCertificateOptions,
): Promise<TlsCertificate> {
  let pem = await readPem(files)
  let complaint = ''
  const servers = new Set<Server>()
  const timer = setInterval(() => void renew(), everyMs).unref()

  async function renew(): Promise<void> {
    try {
      const read = await readPem(files)
      complaint = ''
      if (read.cert === pem.cert && read.key === pem.key) return
      pem = read
      for (const server of servers) server.setSecureContext(secureContext(pem))
      onRenewed()
    } catch (error) {
      if (!(error instanceof Error)) throw error
      // Once for each fault, not every few seconds.
      if (error.message !== complaint) onError(error)
      complaint = error.message
    }
  }

  return {
    get pem() {
      return pem
    },
    follow(server) {
      servers.add(server)
      server.once('close', () => servers.delete(server))
    },
    [Symbol.dispose]: () => clearInterval(timer),
  }
}

/** Forward secrecy and authenticated encryption only: what Mozilla calls intermediate, less the finite-field exchange. */
const ciphers = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':')

export const secureContext = ({ cert, key }: TlsPem) => ({
  cert,
  key,
  minVersion: 'TLSv1.2' as const,
  ciphers,
})

async function readPem({ certFile, keyFile }: TlsFiles): Promise<TlsPem> {
  const cert = await read('TLS_CERT_FILE', certFile)
  const key = await read('TLS_KEY_FILE', keyFile)
  const certificate = parse(
    'TLS_CERT_FILE',
    certFile,
    'a certificate in PEM',
    () => new X509Certificate(cert),
  )
  const privateKey = parse('TLS_KEY_FILE', keyFile, 'a private key in PEM without a passphrase', () =>
    createPrivateKey(key),
  )
  if (!certificate.checkPrivateKey(privateKey)) {
    throw unusable('TLS_KEY_FILE', keyFile, `is not the key of the certificate in ${certFile}`)
  }
  return { cert, key }
}

async function read(setting: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    throw unusable(setting, file, `cannot be read (${code})`, cause)
  }
}

function parse<Parsed>(setting: string, file: string, what: string, parsing: () => Parsed): Parsed {
  try {
    return parsing()
  } catch {
    // The cause is left out: it may quote the key.
    throw unusable(setting, file, `is not ${what}`)
  }
}

const unusable = (setting: string, file: string, why: string, cause?: unknown): CartageError =>
  new CartageError('PRECONDITION', `${setting}=${file}: the file ${why}.`, { reason: 'TLS', cause })
