/** Where a command reads its surroundings and writes its answer; a test passes its own. */
export interface Io {
  /** The result, JSON, CSV or GeoJSON; nothing else. */
  readonly stdout: (text: string) => void
  /** Progress and messages for the person. */
  readonly stderr: (text: string) => void
  /** Whether stderr is a terminal, where a line can be written over; no when absent. */
  readonly isTerminal?: boolean
  /** What relative paths are relative to. */
  readonly cwd: string
}

/** A command takes its own arguments and answers with the exit code: 0 done, 2 bad input, 1 anything else. */
export type Command = (argv: readonly string[], io: Io) => Promise<number>
