import type { Command } from './io.ts'

const usage = `Usage: cartage serve [--role all|http|worker]

Serves the console and the API (http), works on jobs (worker), or both (all, the default).
Settings come from the environment: PORT, HOST, DATABASE_URL, CARTAGE_DATA … as the README lists them.
`

/** `cartage serve`: the server in the foreground, until SIGINT or SIGTERM. */
export const serveCommand: Command = async (argv, io) => {
  if (argv.includes('--help') || argv.includes('-h')) {
    io.stdout(usage)
    return 0
  }
  // All of the server, which the usage can do without.
  const { serveMain } = await import('@cartage/server')
  return serveMain(argv, io.cwd)
}
