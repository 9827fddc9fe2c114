import {
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto'

/** What a server asks a browser for; the parts that a device looks at. */
interface CreationRequest {
  readonly challenge: string
  readonly rp: { readonly id?: string | undefined }
  readonly user: { readonly id: string }
}
interface ShowRequest {
  readonly challenge: string
  readonly rpId?: string | undefined
}

/** How a ceremony differs from an honest one. */
export interface Twist {
  readonly origin?: string
  readonly rpId?: string
  readonly challenge?: string
  readonly type?: string
  /** Whether the device has verified its owner. */
  readonly isVerified?: boolean
  readonly counter?: number
  readonly userHandle?: string | undefined
  readonly id?: string
  /** Signs with another key than the passkey's. */
  readonly isForged?: boolean
  /** The word of the device's maker, which goes along with a new passkey. */
  readonly maker?: MakerCertificate
}

export interface PasskeyDevice {
  readonly id: string
  /** What a browser would send after `navigator.credentials.create`. */
  make(request: CreationRequest, twist?: Twist): MadePasskey
  /** What a browser would send after `navigator.credentials.get`. */
  show(request: ShowRequest, twist?: Twist): ShownPasskey
}

export interface MadePasskey {
  readonly id: string
  readonly clientDataJSON: string
  readonly attestationObject: string
  readonly transports: string[]
}
export interface ShownPasskey {
  readonly id: string
  readonly clientDataJSON: string
  readonly authenticatorData: string
  readonly signature: string
  readonly userHandle?: string | undefined
}

export interface MakerCertificate {
  readonly cert: string
  readonly private: string
}

/** A certificate as makers of devices have them (WebAuthn, 8.2.1). */
export async function aMakerCertificate(): Promise<MakerCertificate> {
  const { generate } = await import('selfsigned')
  return generate(
    [
      { name: 'countryName', value: 'SE' },
      { name: 'organizationName', value: 'A maker' },
      { shortName: 'OU', value: 'Authenticator Attestation' },
      { name: 'commonName', value: 'A device' },
    ],
    { keyType: 'ec', algorithm: 'sha256', extensions: [{ name: 'basicConstraints', cA: false }] },
  )
}

const FLAGS = { present: 1, verified: 4, canSync: 8, isSynced: 16, hasKey: 64 }

/**
 * An authenticator in software with one passkey: ES256, no attestation (WebAuthn, 6 and 8.7). `counts` false is a device that
 * always says 0, as those do whose passkeys are synced.
 */
export function aPasskeyDevice({
  origin,
  isSynced = false,
  counts = true,
}: {
  readonly origin: string
  readonly isSynced?: boolean
  readonly counts?: boolean
}): PasskeyDevice {
  const id = randomBytes(32)
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  let counter = 0
  let userHandle: string | undefined

  const clientData = (type: string, challenge: string, twist: Twist): Buffer =>
    Buffer.from(
      JSON.stringify({
        type: twist.type ?? type,
        challenge: twist.challenge ?? challenge,
        origin: twist.origin ?? origin,
        crossOrigin: false,
      }),
    )
  const authenticatorData = (rpId: string, twist: Twist, key?: Buffer): Buffer => {
    const counted = Buffer.alloc(4)
    if (counts) counter += 1
    counted.writeUInt32BE(twist.counter ?? counter)
    const flags =
      FLAGS.present |
      ((twist.isVerified ?? true) ? FLAGS.verified : 0) |
      (isSynced ? FLAGS.canSync | FLAGS.isSynced : 0) |
      (key === undefined ? 0 : FLAGS.hasKey)
    const hash = createHash('sha256')
      .update(twist.rpId ?? rpId)
      .digest()
    return Buffer.concat([hash, Buffer.from([flags]), counted, key ?? Buffer.alloc(0)])
  }

  return {
    id: id.toString('base64url'),
    make({ challenge, rp, user }, twist = {}) {
      userHandle = user.id
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const key = Buffer.concat([Buffer.alloc(16), length, id, coseOf(keys.publicKey)])
      const data = authenticatorData(rp.id ?? '', twist, key)
      const client = clientData('webauthn.create', challenge, twist)
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
      const { maker } = twist
      const attestation: Buffer[] =
        maker === undefined
          ? [text('fmt'), text('none'), text('attStmt'), head(MAP, 0)]
          : [
              text('fmt'),
              text('packed'),
              text('attStmt'),
              head(MAP, 3),
              text('alg'),
              ES256,
              text('sig'),
              bytes(sign('sha256', signed, maker.private)),
              text('x5c'),
              head(LIST, 1),
              bytes(new X509Certificate(maker.cert).raw),
            ]
      return {
        id: twist.id ?? id.toString('base64url'),
        clientDataJSON: client.toString('base64url'),
        attestationObject: Buffer.concat([
          head(MAP, 3),
          ...attestation,
          text('authData'),
          bytes(data),
        ]).toString('base64url'),
        transports: ['internal'],
      }
    },
    show({ challenge, rpId = '' }, twist = {}) {
      const client = clientData('webauthn.get', challenge, twist)
      const data = authenticatorData(rpId, twist)
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
      const key = twist.isForged === true ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : keys
      return {
        id: twist.id ?? id.toString('base64url'),
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, key.privateKey).toString('base64url'),
        userHandle: 'userHandle' in twist ? twist.userHandle : userHandle,
      }
    },
  }
}

// CBOR's major types (RFC 8949, 3.1).
const [NEGATIVE, BYTES, TEXT, LIST, MAP] = [1, 2, 3, 4, 5]

function head(type: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(type << 5) | size])
  return size < 256
    ? Buffer.from([(type << 5) | 24, size])
    : Buffer.from([(type << 5) | 25, size >> 8, size & 255])
}
const bytes = (value: Buffer): Buffer => Buffer.concat([head(BYTES, value.length), value])
const text = (value: string): Buffer => Buffer.concat([head(TEXT, value.length), Buffer.from(value)])

/** -7, as COSE calls it (RFC 9053, 2.1). */
const ES256 = head(NEGATIVE, 6)

/** A public key as COSE has it: a map of five entries (RFC 9053, 7.1.1). */
function coseOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
    Buffer.from(x, 'base64url'),
    Buffer.from([0x22, 0x58, 0x20]),
    Buffer.from(y, 'base64url'),
  ])
}
