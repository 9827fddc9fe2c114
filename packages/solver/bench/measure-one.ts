import { measure } from './measure.ts'

// A process for each measurement, so that none profits or suffers from the one before: `node measure-one.ts JSON`.
console.log(JSON.stringify(await measure(JSON.parse(process.argv[2] ?? ''))))
