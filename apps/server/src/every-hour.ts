const HOUR_MS = 3_600_000

/** Does something now and each hour; one that fails is told of and tried again. Disposing ends it. */
export function everyHour(work: () => Promise<void>, onError: (error: Error) => void): Disposable {
  const run = (): void => {
    work().catch((error: unknown) => onError(error instanceof Error ? error : new Error(String(error))))
  }
  run()
  const timer = setInterval(run, HOUR_MS)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
