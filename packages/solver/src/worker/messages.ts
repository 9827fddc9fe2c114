import type { SolveOptions, SolveProgress, SolveResult } from '../model/options.ts'
import type { Problem } from '../model/problem.ts'

/** What a thread is started with: data only, no functions, nothing of the environment. */
export interface WorkerInput {
  readonly problem: Problem
  readonly options: Omit<SolveOptions, 'signal' | 'onProgress'>
}

export type ToWorker = { readonly kind: 'start'; readonly input: WorkerInput } | { readonly kind: 'cancel' }

export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: SolveProgress }
  | { readonly kind: 'done'; readonly result: SolveResult }
  | { readonly kind: 'refused'; readonly field: string; readonly message: string }
  /** Anything else that went wrong. */
  | { readonly kind: 'failed'; readonly error: unknown }
