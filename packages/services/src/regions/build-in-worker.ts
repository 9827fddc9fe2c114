import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { type CustomProfile, threadEnvironment } from '@cartage/domain'
import { RoadsError, type BuildProgress, type RegionInfo, type RoadsErrorCode } from '@cartage/roads'

export interface RegionBuildWork {
  /** Path of an `.osm.pbf` extract or of GeoJSON ways. */
  readonly source: string
  /** Folder of the region. */
  readonly out: string
  readonly name: string
  readonly profiles: readonly string[]
  readonly customProfiles: readonly CustomProfile[]
}

export interface BuiltRegion {
  readonly info: RegionInfo
  /** Of the extract, hexadecimal. */
  readonly sha256: string
}

export type BuildMessage =
  | { readonly kind: 'progress'; readonly progress: BuildProgress }
  | ({ readonly kind: 'done' } & BuiltRegion)
  | { readonly kind: 'refused'; readonly code: RoadsErrorCode; readonly message: string }

export interface BuildWatcher {
  readonly signal: AbortSignal
  readonly onProgress: (progress: BuildProgress) => void
}

/** How long a build gets to stop by itself and clean up. */
const STOP_MS = 3_000

/**
 * Builds a region on a thread of its own. Throws `RoadsError` for an extract that is no good, and the signal's reason
 * when it is aborted; what the folder held before stays in use either way.
 */
export async function buildInWorker(
  work: RegionBuildWork,
  { signal, onProgress }: BuildWatcher,
): Promise<BuiltRegion> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./build-worker.ts', import.meta.url), {
    workerData: work,
    env: threadEnvironment(process.env),
  })
  const cancel = (): void => {
    worker.postMessage('cancel')
    void sleep(STOP_MS, undefined, { ref: false }).then(() => worker.terminate())
  }
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await new Promise<BuiltRegion>((resolve, reject) => {
      worker.on('message', (message: BuildMessage) => {
        switch (message.kind) {
          case 'progress':
            return onProgress(message.progress)
          case 'done':
            return resolve({ info: message.info, sha256: message.sha256 })
          case 'refused':
            return reject(new RoadsError(message.code, message.message))
        }
      })
      worker.once('error', reject)
      worker.once('exit', (code) => {
        reject(signal.aborted ? signal.reason : new Error(`The build thread ended with code ${code}.`))
      })
    })
  } finally {
    signal.removeEventListener('abort', cancel)
    await worker.terminate()
  }
}
