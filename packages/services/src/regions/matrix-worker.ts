import { parentPort, workerData } from 'node:worker_threads'
import { openShared } from '@cartage/roads'
import type { MatrixWorkerData } from './matrix-in-worker.ts'

const { handle, points, profile, maxSnapM }: MatrixWorkerData = workerData
const matrix = openShared(handle).matrix(points, { profile, maxSnapM })
parentPort?.postMessage(matrix)
