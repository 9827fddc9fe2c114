import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { environmentSchema, readEnvironment } from './environment.ts'

const read = (source: Record<string, string>) => readEnvironment(source, '/srv')

describe('settings', () => {
  it('have defaults that work on a bare machine', () => {
    expect(read({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      dataDir: '/srv/.cartage',
      withDemo: true,
      isHttps: false,
      tls: undefined,
      warnings: [],
    })
  })

  it('take an empty variable for one that is not set', () => {
    expect(read({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: undefined })
  })

  it.each([
    ['PORT', '70000', 'expected a port'],
    ['PORT', 'web', 'expected a port'],
    ['PUBLIC_URL', 'cartage.example.com', 'expected an address such as https://'],
    ['DATABASE_URL', 'mysql://localhost/x', 'expected postgres://'],
    ['LOG_LEVEL', 'loud', 'expected fatal'],
    ['CARTAGE_DEMO', 'maybe', 'expected 0, 1, true or false'],
    ['ROADS_PORT', '0', 'expected a port'],
    ['ROADS_RATE', 'fast', 'expected a number, 0 for no limit'],
    ['ROADS_MAX_TABLE', '0', 'expected a number from 1'],
    ['ROADS_REGION', 'Porto', 'Expected a name such as porto'],
    ['CARTAGE_MAX_IMPORT', 'lots', 'expected a number of bytes'],
  ])('name a wrong %s=%s and what was expected', (name, value, expected) => {
    expect(() => read({ [name]: value })).toThrow(`${name}=${value}: ${expected}`)
  })

  it('SEC-F01 never quote the password of a database address', () => {
    expect(() => read({ DATABASE_URL: 'mysql://me:hunter2@db/x' })).not.toThrow(/hunter2/)
    expect(() => read({ DATABASE_URL: 'mysql://me:hunter2@db/x' })).toThrow('DATABASE_URL=…')
  })

  it('SEC-F01 name one source of the secret key, and never quote it', () => {
    const key = 'nine-brown-bears-in-a-small-boat-1'

    expect(read({ CARTAGE_SECRET_KEY: key }).secretKey).toBe(key)
    expect(read({ CARTAGE_SECRET_KEY_FILE: 'keys/main' }).secretKeyFile).toBe('/srv/keys/main')
    const both = () => read({ CARTAGE_SECRET_KEY: key, CARTAGE_SECRET_KEY_FILE: 'keys/main' })
    expect(both).toThrow('CARTAGE_SECRET_KEY and CARTAGE_SECRET_KEY_FILE are both set')
    expect(both).not.toThrow(/bears/)
  })

  it('SEC-B07 refuse plain http on an address that others can reach, unless told', () => {
    const host = { HOST: '0.0.0.0' }
    const publicUrl = { PUBLIC_URL: 'https://cartage.example.com' }

    expect(() => read(host)).toThrow(
      /^HOST=0\.0\.0\.0 can be reached .*TLS_CERT_FILE.*TRUSTED_PROXIES.*CARTAGE_INSECURE_HTTP=1/,
    )
    expect(() => read({ ...host, ...publicUrl })).toThrow('TRUSTED_PROXIES')
    expect(() => read({ ...host, TRUSTED_PROXIES: '10.0.0.5' })).toThrow('PUBLIC_URL=https://')
    expect(read({ ...host, ...publicUrl, TRUSTED_PROXIES: '10.0.0.5' })).toMatchObject({
      isHttps: true,
      warnings: [],
    })
    expect(read({ ...host, TLS_CERT_FILE: 'a.pem', TLS_KEY_FILE: '/b.pem' })).toMatchObject({
      isHttps: true,
      publicUrl: 'https://localhost:3000',
      tls: { certFile: '/srv/a.pem', keyFile: '/b.pem' },
      warnings: [],
    })
  })

  it('SEC-B07 allow it with a warning when told', () => {
    expect(read({ HOST: '0.0.0.0', CARTAGE_INSECURE_HTTP: '1' })).toMatchObject({
      host: '0.0.0.0',
      isHttps: false,
      warnings: [expect.stringContaining('HOST=0.0.0.0 is served over plain http')],
    })
    expect(read({ CARTAGE_INSECURE_HTTP: '1' }).warnings).toEqual([])
  })

  it.each([
    [{ TLS_CERT_FILE: 'a.pem' }, 'TLS_CERT_FILE is set without TLS_KEY_FILE'],
    [{ TLS_KEY_FILE: 'a.pem' }, 'TLS_KEY_FILE is set without TLS_CERT_FILE'],
    [
      { TLS_CERT_FILE: 'a.pem', TLS_KEY_FILE: 'b.pem', PUBLIC_URL: 'http://cartage.example.com' },
      'PUBLIC_URL=http://cartage.example.com: expected https://',
    ],
  ])('name what contradicts TLS in %j', (settings, message) => {
    expect(() => read(settings)).toThrow(message)
  })

  it('SEC-D12 warn of a proxy that is not trusted, and name one that is no address', () => {
    expect(read({ PUBLIC_URL: 'https://cartage.example.com' }).warnings).toEqual([
      expect.stringContaining('all visitors count as one address'),
    ])
    expect(() => read({ TRUSTED_PROXIES: '10.0.0.0/8,proxy' })).toThrow(
      'TRUSTED_PROXIES=10.0.0.0/8,proxy: expected addresses or networks',
    )
  })

  it.each(['require', 'prefer', 'no-verify', 'verify-ca'])(
    'take no half-hearted sslmode=%s for the database',
    (mode) => {
      expect(() => read({ DATABASE_URL: `postgres://db.example/x?sslmode=${mode}` })).toThrow(
        'sslmode=verify-full',
      )
    },
  )

  it('warn of a database on another machine that is asked in plain', () => {
    expect(read({ DATABASE_URL: 'postgres://db.example/x' }).warnings).toEqual([
      expect.stringContaining('DATABASE_URL names another machine without sslmode=verify-full'),
    ])
    expect(read({ DATABASE_URL: 'postgres://127.0.0.1/x' }).warnings).toEqual([])
    expect(read({ DATABASE_URL: 'postgres://[::1]/x' }).warnings).toEqual([])
    expect(read({ DATABASE_URL: 'postgres://db.example/x?sslmode=verify-full' }).warnings).toEqual([])
  })

  it.each([
    ['redis://:hunter2@redis.example:6379', 'REDIS_URL=…: expected rediss://, for on the way'],
    ['http://localhost', 'REDIS_URL=http://localhost: expected rediss://user:password@host:port'],
    ['rediss://redis.example/first', 'the number of a database alone'],
    ['rediss://redis.example/?ssl=off', 'the number of a database alone'],
    ['rediss:///0', 'expected a host'],
  ])('SEC-D13 take no %s for Redis', (url, message) => {
    expect(() => read({ REDIS_URL: url })).toThrow(message)
    expect(() => read({ REDIS_URL: url })).not.toThrow(/hunter2/)
  })

  it('take Redis over TLS from anywhere, and without it from this machine', () => {
    expect(read({}).redis).toBeUndefined()
    for (const url of [
      'redis://localhost',
      'redis://me:x@127.0.0.1:6380/2',
      'redis://[::1]',
      'rediss://:x@redis.example/1',
    ]) {
      expect(read({ REDIS_URL: url }).redis).toEqual({ url, caFile: undefined })
    }
    expect(read({ REDIS_URL: 'rediss://redis.example', REDIS_CA_FILE: 'ca.pem' }).redis?.caFile).toBe(
      '/srv/ca.pem',
    )
    for (const url of ['', 'redis://localhost']) {
      expect(() => read({ REDIS_URL: url, REDIS_CA_FILE: 'ca.pem' })).toThrow(
        'REDIS_CA_FILE is set without REDIS_URL=rediss://',
      )
    }
  })

  it("SEC-B07 serve OSRM's API nowhere unless told, and then to this machine only", () => {
    expect(read({}).roads).toBeUndefined()
    expect(read({ ROADS_PORT: '5000' }).roads).toMatchObject({ port: 5000, host: '127.0.0.1', origins: [] })
    expect(() => read({ ROADS_PORT: '5000', ROADS_HOST: '0.0.0.0' })).toThrow(
      'ROADS_HOST=0.0.0.0 can be reached',
    )
    expect(read({ ROADS_PORT: '5000', ROADS_HOST: '0.0.0.0', CARTAGE_INSECURE_HTTP: '1' }).roads?.host).toBe(
      '0.0.0.0',
    )
  })

  it('are all in the README, and nothing else is', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
    const settings = readme.slice(readme.indexOf('\n## Settings'), readme.indexOf('\n## The tree'))

    const documented = [...settings.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1])

    expect(documented.toSorted()).toEqual(Object.keys(environmentSchema.shape).toSorted())
  })
})

describe('the geocoder', () => {
  it('is off by default', () => {
    expect(readEnvironment({}, '/srv').geocoder).toBeUndefined()
  })

  it('needs an address and a kind', () => {
    const url = 'https://photon.example.com'

    expect(readEnvironment({ GEOCODER_URL: url, GEOCODER_KIND: 'photon' }, '/srv').geocoder).toMatchObject({
      kind: 'photon',
      url,
      requestsPerSecond: 1,
    })
    expect(() => readEnvironment({ GEOCODER_URL: url }, '/srv')).toThrow('GEOCODER_KIND')
    expect(() => readEnvironment({ GEOCODER_KIND: 'photon' }, '/srv')).toThrow('GEOCODER_URL')
  })

  it('SEC-B07 is asked over TLS, on this machine, or over plain http when somebody says so and is warned', () => {
    const read = (url: string, more: Readonly<Record<string, string>> = {}) =>
      readEnvironment({ GEOCODER_URL: url, GEOCODER_KIND: 'photon', ...more }, '/srv')

    for (const near of ['http://localhost:2322', 'http://127.0.0.1:2322', 'http://[::1]:2322']) {
      expect(read(near).warnings).toEqual([])
    }
    expect(() => read('http://photon.example.com')).toThrow(
      /^GEOCODER_URL is asked over plain http .*https:.*CARTAGE_INSECURE_HTTP=1/,
    )
    expect(read('http://photon.example.com', { CARTAGE_INSECURE_HTTP: '1' }).warnings).toEqual([
      expect.stringContaining('GEOCODER_URL'),
    ])
  })
})

describe('mail', () => {
  const url = 'smtps://user:s3cret@mail.example.com'

  it('is off by default', () => {
    expect(readEnvironment({}, '/srv').mailer).toBeUndefined()
  })

  it('needs a server and somebody to be from', () => {
    const from = 'Cartage <cartage@example.com>'

    expect(readEnvironment({ SMTP_URL: url, MAIL_FROM: from }, '/srv').mailer).toEqual({ url, from })
    expect(() => readEnvironment({ SMTP_URL: url }, '/srv')).toThrow('SMTP_URL is set without MAIL_FROM')
    expect(() => readEnvironment({ MAIL_FROM: from }, '/srv')).toThrow('MAIL_FROM is set without SMTP_URL')
  })

  it('SEC-F01 keeps the password of a wrong address out of the message', () => {
    const wrong = url.replace('smtps', 'http')

    expect(() => readEnvironment({ SMTP_URL: wrong, MAIL_FROM: 'x@example.com' }, '/srv')).toThrow(
      'SMTP_URL=…: expected smtps://',
    )
  })
})
