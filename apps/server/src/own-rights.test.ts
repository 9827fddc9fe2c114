import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ownRights } from './own-rights.ts'

describe('the rights of the process', () => {
  it('SEC-F10 that are those of root are warned of, and more so where it can change its own code', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'cartage-code-'))
    onTestFinished(() => rm(folder, { recursive: true }))

    const [writable] = ownRights({ uid: 0, folder })
    const [missing] = ownRights({ uid: 0, folder: path.join(folder, 'missing') })

    expect(writable).toMatch(/^Cartage runs as root, and can change its own code\./)
    expect(missing).toMatch(/^Cartage runs as root\. .*deploy\/cartage\.service/)
  })

  it('SEC-F10 that are a user’s are fine', () => {
    expect(ownRights({ uid: 1_000 })).toEqual([])
  })

  it('SEC-F10 under the unit file are a user’s, with code that cannot be written', () => {
    const unit = readFileSync(new URL('../../../deploy/cartage.service', import.meta.url), 'utf8')
    const settings = Object.fromEntries(
      unit.split('\n').flatMap((line) => (/^\w+=/.test(line) ? [line.split(/=(.*)/).slice(0, 2)] : [])),
    )

    expect(settings).toMatchObject({
      User: 'cartage',
      WorkingDirectory: '/opt/cartage',
      ReadOnlyPaths: '/opt/cartage',
      ProtectSystem: 'strict',
      StateDirectory: 'cartage',
      NoNewPrivileges: 'true',
      CapabilityBoundingSet: '',
    })
    expect(unit).not.toMatch(/^ReadWritePaths=/m)
    expect(settings['Environment']).toBe('CARTAGE_DATA=/var/lib/cartage/data')
  })
})
