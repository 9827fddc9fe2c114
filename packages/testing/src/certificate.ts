export interface TestCertificate {
  readonly cert: string
  readonly key: string
  /** What a client trusts to trust this certificate. */
  readonly ca: string
}

/** A certificate for these host names and addresses, signed by an authority of its own. */
export async function aCertificate(hosts: readonly string[]): Promise<TestCertificate> {
  // Most tests need none: what few need is loaded by them alone.
  const { generate } = await import('selfsigned')
  const authority = await generate([{ name: 'commonName', value: 'A test authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  })
  const { cert, private: key } = await generate([{ name: 'commonName', value: hosts[0] ?? 'nobody' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      {
        name: 'subjectAltName',
        altNames: hosts.map((host) =>
          /^[\d.]+$|:/.test(host) ? { type: 7, ip: host } : { type: 2, value: host },
        ),
      },
    ],
  })
  return { cert, key, ca: authority.cert }
}
