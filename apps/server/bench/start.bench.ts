/**
 * How long `npm start` takes on a fresh clone (everything to install, build and prepare) and when nothing changed.
 * One JSON line a start: seconds until the address is served, and for the cold one until the demo region is ready.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort, repositoryRoot } from '@cartage/testing'

async function measureStart(folder: string, label: 'cold' | 'warm'): Promise<void> {
  const port = await freePort()
  const startedAt = performance.now()
  const seconds = (): number => Math.round((performance.now() - startedAt) / 10) / 100
  const child = spawn('npm', ['start'], {
    cwd: folder,
    detached: true,
    env: { ...process.env, PORT: String(port), CARTAGE_DATA: path.join(folder, '.cartage') },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.pid === undefined) throw new Error('npm could not be started.')

  let output = ''
  const until = async (pattern: RegExp): Promise<number> => {
    while (!pattern.test(output)) {
      const [chunk] = (await Promise.race([once(child.stdout, 'data'), once(child, 'close')])) as [
        Buffer | number,
      ]
      if (typeof chunk === 'number' || chunk === null) throw new Error(`npm start ended:\n${output}`)
      output += chunk.toString()
    }
    return seconds()
  }
  const readyS = await until(/Ready at /)
  const demoS = label === 'cold' ? await until(/Demo region ready/) : undefined

  const stoppedAt = performance.now()
  process.kill(-child.pid, 'SIGINT')
  await once(child, 'close')
  const stopS = Math.round((performance.now() - stoppedAt) / 10) / 100
  process.stdout.write(`${JSON.stringify({ bench: 'start', start: label, readyS, demoS, stopS })}\n`)
}

const folder = await mkdtemp(path.join(tmpdir(), 'cartage-start-'))
try {
  execFileSync('git', ['clone', '--quiet', repositoryRoot, folder])
  await measureStart(folder, 'cold')
  for (let run = 0; run < 3; run++) await measureStart(folder, 'warm')
} finally {
  await rm(folder, { recursive: true, force: true })
}
