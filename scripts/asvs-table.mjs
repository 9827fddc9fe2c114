// Writes docs/asvs.md, where Cartage stands by OWASP's ASVS 5.0, from docs/asvs.json. With `--check` it writes nothing
// and fails when the table is stale, a row is incomplete, or what a row is met by is not there.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './steps.mjs'

const statuses = ['met', 'not met', 'not applicable', 'open']

/** How many requirements of each level ASVS 5.0.0 has: none is left out. */
const counts = { 1: 70, 2: 183 }

const chapters = [
  'Encoding and sanitization',
  'Validation and business logic',
  'Web frontend',
  'API and web service',
  'Files',
  'Authentication',
  'Sessions',
  'Authorization',
  'Self-contained tokens',
  'OAuth and OIDC',
  'Cryptography',
  'Communication',
  'Configuration',
  'Data protection',
  'Coding and architecture',
  'Logging and errors',
  'WebRTC',
]

const numbersOf = (id) => id.split('.').map(Number)
const chapterOf = ({ id }) => numbersOf(id)[0]

/**
 * One line for each fault of the rows.
 *
 * @param exists whether a path of the repository is there
 * @param securityRows docs/security-rows.json: a row can be met by the tests that name one of these ids
 */
export function faultsOf(rows, { exists, securityRows }) {
  const seen = new Set()
  return rows.flatMap((row) => {
    const isTwice = seen.has(row.id)
    seen.add(row.id)
    return [...(isTwice ? ['is there twice'] : []), ...faultsOfRow(row, exists, securityRows)].map(
      (fault) => `${row.id} ${fault}.`,
    )
  })
}

function* faultsOfRow({ id, level, asks, status, by = [], note }, exists, securityRows) {
  if (!/^\d+\.\d+\.\d+$/.test(id) || chapters[chapterOf({ id }) - 1] === undefined)
    yield 'is no id of ASVS 5.0'
  if (!(level in counts)) yield 'has no level 1 or 2'
  if (!asks) yield 'does not say what it asks'
  if (!statuses.includes(status)) yield `is none of: ${statuses.join(', ')}`
  if (status === 'met' && by.length === 0) yield 'does not say what it is met by'
  if (status !== 'met' && by.length > 0) yield `is ${status} and says what it is met by`
  if (['not met', 'not applicable'].includes(status) && !note) yield `is ${status} and does not say why`
  if (status === 'open' && !note?.startsWith('waits for: ')) yield 'is open and does not say "waits for: …"'
  for (const place of by) {
    if (!place.startsWith('SEC-')) {
      if (!exists(place)) yield `is met by ${place}, which is not there`
    } else if (securityRows[place] === undefined) yield `is met by ${place}, which is no security row`
    else if (securityRows[place].notYet) yield `is met by ${place}, which has no test yet`
  }
}

/** One line for each level that has too few or too many rows. */
export const countFaultsOf = (rows) =>
  Object.entries(counts).flatMap(([level, expected]) => {
    const found = rows.filter((row) => row.level === Number(level)).length
    return found === expected ? [] : [`Level ${level} has ${found} rows; ASVS 5.0.0 has ${expected}.`]
  })

const introduction = `# ASVS 5.0, levels 1 and 2

Made from [asvs.json](asvs.json) by \`node scripts/asvs-table.mjs\`; do not edit. \`npm test\` fails when it is stale, or when a file that
meets a row is gone.

Where Cartage stands by the [OWASP Application Security Verification Standard](https://github.com/OWASP/ASVS) 5.0.0, judged by reading
the code; nobody from outside has verified it. What is asked is said in a few words of ours: the standard's own are what counts.

- **met**: by the files named, or by the tests whose titles have the id (\`SEC-…\`, see [security.md](security.md)).
- **not met**: with what is missing. What the standard wants written down and what is left to the operator counts too.
- **not applicable**: there is no such thing in Cartage.
- **open**: depends on a feature that is being built.

*OWASP ASVS 5.0.0, © OWASP Foundation, CC BY-SA 4.0; the ids are theirs, the words are ours.*
`

/** The table in Markdown: how many of each status, then every row by chapter. */
export function asvsTable(rows) {
  const sorted = rows.toSorted((one, other) => compare(numbersOf(one.id), numbersOf(other.id)))
  const byChapter = [...Map.groupBy(sorted, chapterOf)]
  const sections = byChapter.map(([chapter, some]) =>
    [
      `## V${chapter} ${chapters[chapter - 1]}\n`,
      ...table(['id', 'level', 'asks for', 'status', 'by, or why'], some.map(cellsOf)),
      '',
    ].join('\n'),
  )
  return [introduction, summaryOf(sorted, byChapter), ...sections].join('\n')
}

function summaryOf(rows, byChapter) {
  const levels = Object.keys(counts)
  const countsOf = (some) =>
    levels.flatMap((level) =>
      statuses.map(
        (status) => some.filter((row) => row.level === Number(level) && row.status === status).length || '',
      ),
    )
  const head = ['chapter', ...levels.flatMap((level) => statuses.map((status) => `L${level} ${status}`))]
  const lines = byChapter.map(([chapter, some]) => [
    `V${chapter} ${chapters[chapter - 1]}`,
    ...countsOf(some),
  ])
  return [...table(head, [...lines, ['**all**', ...countsOf(rows)]]), ''].join('\n')
}

const cellsOf = ({ id, level, asks, status, by = [], note }) => [
  id,
  level,
  asks,
  status,
  [by.map((place) => (place.startsWith('SEC-') ? place : `\`${place}\``)).join(', '), note]
    .filter(Boolean)
    .join('. '),
]

const table = (head, lines) =>
  [head, head.map(() => '---'), ...lines].map(
    (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`,
  )

const compare = (some, others) =>
  some.map((number, at) => number - others[at]).find((difference) => difference !== 0) ?? 0

if (import.meta.main) {
  const read = (file) => readFileSync(path.join(root, file), 'utf8')
  const rows = JSON.parse(read('docs/asvs.json'))
  const faults = [
    ...faultsOf(rows, {
      exists: (place) => existsSync(path.join(root, place)),
      securityRows: JSON.parse(read('docs/security-rows.json')),
    }),
    ...countFaultsOf(rows),
  ]
  const file = path.join(root, 'docs/asvs.md')
  const text = faults.length === 0 ? asvsTable(rows) : ''
  if (faults.length === 0 && process.argv.includes('--check')) {
    const isStale = !existsSync(file) || readFileSync(file, 'utf8') !== text
    if (isStale) faults.push('docs/asvs.md is not what docs/asvs.json says; run: node scripts/asvs-table.mjs')
  } else if (faults.length === 0) writeFileSync(file, text)
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  if (faults.length > 0) process.exitCode = 1
  else {
    const all = statuses.map((status) => `${rows.filter((row) => row.status === status).length} ${status}`)
    process.stdout.write(`ASVS 5.0, levels 1 and 2: ${all.join(', ')}.\n`)
  }
}
