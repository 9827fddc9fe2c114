// Runs the database of a folder until it is killed: `node run-embedded.ts FOLDER`. Prints the owner's address.
import { startEmbeddedPostgres } from '../src/index.ts'

const [dataDir = ''] = process.argv.slice(2)
const server = await startEmbeddedPostgres({ dataDir })
process.stdout.write(`${server.ownerUrl}\n`)
await server.failed
