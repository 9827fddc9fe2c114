import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { CustomProfile } from '@cartage/domain'
import { buildRegion, parseProfile, type Profile, RoadsError } from '@cartage/roads'
import type { BuildMessage, RegionBuildWork } from './build-in-worker.ts'

const work: RegionBuildWork = workerData
const cancelled = new AbortController()
const tell = (message: BuildMessage): void => parentPort?.postMessage(message)

parentPort?.once('message', () => cancelled.abort())
// Listening must not keep the thread alive once the build is through.
parentPort?.unref()

try {
  const info = await buildRegion({
    ...work,
    profiles: [...work.profiles, ...work.customProfiles.map(profileOf)],
    signal: cancelled.signal,
    onProgress: (progress) => tell({ kind: 'progress', progress }),
  })
  tell({ kind: 'done', info, sha256: await sha256Of(work.source) })
} catch (error) {
  if (error instanceof RoadsError) tell({ kind: 'refused', code: error.code, message: error.message })
  else if (!cancelled.signal.aborted) throw error
}

/** It was sound when it was given; another release may see that otherwise. */
function profileOf({ name, text }: CustomProfile): Profile {
  const parsed = parseProfile(text, name)
  if (parsed.kind === 'sound') return parsed.profile
  throw new RoadsError('invalid_profile', parsed.problems[0].message)
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}
