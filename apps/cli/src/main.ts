import { CartageError } from '@cartage/domain'
import type { Command, Io } from './io.ts'

interface Entry {
  readonly summary: string
  readonly load: () => Promise<Command>
}

const commands: Readonly<Record<string, Entry>> = {
  solve: {
    summary: 'solve a vehicle-routing problem file (cartage, vroom, solomon, cvrplib, lilim, vrplib)',
    load: async () => (await import('./solve.ts')).solveCommand,
  },
  roads: {
    summary:
      'build a region from an OpenStreetMap extract and ask it: table, pairs, route, snap, search, serve; print profiles',
    load: async () => (await import('./roads.ts')).roadsCommand,
  },
  plan: {
    summary: 'plan a day from an order file and a fleet file, with no server',
    load: async () => (await import('./plan.ts')).planCommand,
  },
  admin: {
    summary: "what only somebody on the server's machine may do: backup, restore, rotate-key, operator",
    load: async () => (await import('./admin.ts')).adminCommand,
  },
  serve: {
    summary: 'serve the console and the API, work on jobs, or both',
    load: async () => (await import('./serve.ts')).serveCommand,
  },
}

const usage = [
  'Usage: cartage COMMAND [ARGUMENTS]',
  '',
  ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`),
  '',
  'cartage COMMAND --help tells what a command takes. Results go to stdout, everything else to stderr.',
  'Exit code: 0 done, 2 bad input, 1 anything else.',
  '',
].join('\n')

async function run(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv
  if (name === undefined) {
    io.stderr(usage)
    return 2
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    io.stdout(usage)
    return 0
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (entry === undefined) {
    io.stderr(`cartage: there is no command "${name}"; there are ${Object.keys(commands).join(', ')}.\n`)
    return 2
  }
  const command = await entry.load()
  try {
    return await command(rest, io)
  } catch (error) {
    if (error instanceof CartageError) {
      io.stderr(`cartage: ${error.message}\n`)
      return error.code === 'INVALID' || error.code === 'NOT_FOUND' ? 2 : 1
    }
    io.stderr(`cartage: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    return 1
  }
}

// A reader that closes the pipe early (`cartage … | head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await run(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
  cwd: process.cwd(),
})
