// Holds docs/security-rows.json and the titles of the tests together: every requirement is proven by a test that
// names its id, or is listed as not yet there, with the test it will need.
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './steps.mjs'

// A title stands in quotes on one line, behind `it(`, `describe(` or alone after `.each(…)(`.
const title = /(?:^|[\s([,])(['"`])((?:(?!\1)[^\\\n]|\\.)*\bSEC-[A-F]\d\d\b(?:(?!\1)[^\\\n]|\\.)*)\1\s*,/g
const turnedOff = /\.(?:skip|todo|fails)\b/
const id = /\bSEC-[A-F]\d\d\b/g

/** The ids that titles of tests in this text name. */
export function idsOf(text) {
  const code = text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '')
  return [...code.matchAll(title)].flatMap((match) => {
    // From the title back to the end of the statement before it: who is called with it.
    const call = code.slice(0, match.index).split('\n').slice(-3).join('\n')
    const last = call.slice(Math.max(call.lastIndexOf('\n\n'), call.lastIndexOf('})')) + 1)
    return turnedOff.test(last) ? [] : (match[2].match(id) ?? [])
  })
}

/** One line for each row that has no test, is listed as missing though it has one, or is not in the list. */
export function faultsOf(rows, tested) {
  const known = new Set(Object.keys(rows))
  return [
    ...[...known].flatMap((row) => {
      const { requirement, notYet } = rows[row]
      if (!requirement) return [`${row} has no requirement; write one line for it.`]
      if (notYet !== undefined && !(notYet.feature && notYet.test)) {
        return [`${row}: notYet needs the feature that is missing and the test it will need.`]
      }
      if (notYet === undefined && !tested.has(row)) {
        return [
          `${row} has no test (${requirement}) Name the id in the title of one, or say in notYet what is missing.`,
        ]
      }
      if (notYet !== undefined && tested.has(row)) {
        return [`${row} has a test now: take its notYet out of docs/security-rows.json.`]
      }
      return []
    }),
    ...[...tested]
      .filter((row) => !known.has(row))
      .map((row) => `${row} is named by a test and is not in docs/security-rows.json.`),
  ]
}

export function testedIds(folder) {
  const files = globSync(['{apps,packages}/*/{src,test,e2e}/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'], {
    cwd: folder,
    // Tests of what handles ids have some that prove nothing.
    exclude: (name) => ['node_modules', 'security-rows.test.mjs', 'asvs-table.test.mjs'].includes(name),
  })
  return new Set(files.flatMap((file) => idsOf(readFileSync(path.join(folder, file), 'utf8'))))
}

if (import.meta.main) {
  const rows = JSON.parse(readFileSync(path.join(root, 'docs/security-rows.json'), 'utf8'))
  const checklist = path.join(root, '../shared/SECURITY-CHECKLIST.md')
  const asked = existsSync(checklist)
    ? readFileSync(checklist, 'utf8').matchAll(/^\| (SEC-[A-F]\d\d) \|/gm)
    : []
  const faults = [
    ...faultsOf(rows, testedIds(root)),
    ...[...asked]
      .filter(([, row]) => !(row in rows))
      .map(([, row]) => `${row} is asked for and not in the list.`),
  ]
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  if (faults.length > 0) process.exitCode = 1
  else {
    const all = Object.values(rows)
    const later = all.filter(({ notYet }) => notYet !== undefined).length
    process.stdout.write(
      `${all.length - later} security rows have a test, ${later} wait for their feature.\n`,
    )
  }
}
