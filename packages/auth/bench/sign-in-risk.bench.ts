// `pnpm bench sign-in-risk [-- tune]`: how many of three kinds of attackers with the right password are asked for a second proof, and how many
// of the people's own sign-ins. Prints JSON lines. `tune` does the same on the training seeds, which the constants were chosen on.
import { riskThreshold, USUAL_THRESHOLD } from '../src/risk/risk-threshold.ts'
import { signInRisk } from '../src/risk/sign-in-risk.ts'
import { replayAdvice } from './replay-advice.ts'
import { deviceKindOf, SignInMemory } from './sign-in-memory.ts'
import {
  type Attacker,
  attackers,
  type Browser,
  type SimulatedSignIn,
  simulateSignIns,
} from './simulate-sign-ins.ts'

const isTuning = process.argv.includes('tune')
const seeds = isTuning ? [1, 2, 3, 4] : [101, 102, 103, 104, 105, 106]
const KNOWN_FROM = 5
const TRUST_MS = 30 * 86_400_000
const world = { users: 250, days: 180, attacksFrom: 90, attacksEach: 4 }
const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)
const round = (value: number): number => Math.round(value * 10_000) / 10_000

interface Judged {
  readonly score: number
  /** Whether the second factor was not shown in this browser for 30 days, by somebody who is asked as the product asks. */
  readonly isDue: boolean
  readonly isNewDevice: boolean
  readonly isNewPlace: boolean
}

const own: Judged[] = []
const early: Judged[] = []
const byAttacker: Record<Attacker, Judged[]> = { naive: [], same_country: [], targeted: [] }

for (const seed of seeds) {
  const { signIns, attacks } = simulateSignIns(seed, world)
  const memory = new SignInMemory()
  const shown = new Map<Browser, Date>()
  const judge = (signIn: (typeof signIns)[number]): Judged => ({
    score: signInRisk(memory.evidence(signIn)).score,
    isDue: isDue(signIn, shown),
    isNewDevice: deviceKindOf(signIn) !== 'own',
    isNewPlace: memory.isNewPlace(signIn),
  })
  const first = attacks[0]?.at.getTime() ?? Number.POSITIVE_INFINITY
  let next = 0
  for (const signIn of signIns) {
    for (let at = attacks[next]; at !== undefined && at.at <= signIn.at; at = attacks[++next]) {
      byAttacker[at.attacker].push(judge(at))
    }
    const judged = judge(signIn)
    if (memory.count(signIn) >= KNOWN_FROM) (signIn.at.getTime() >= first ? own : early).push(judged)
    if (signIn.browser !== null && isAskedByProduct(judged)) shown.set(signIn.browser, signIn.at)
    memory.add(signIn)
  }
}

function isDue({ browser, at }: SimulatedSignIn, shown: ReadonlyMap<Browser, Date>): boolean {
  const last = browser === null ? undefined : shown.get(browser)
  return last === undefined || at.getTime() - last.getTime() > TRUST_MS
}

/** Somebody who has a second factor: a browser that is not their own, an unusual sign-in, or 30 days since the last proof. */
function isAskedByProduct({ score, isNewDevice, isDue: due }: Judged): boolean {
  return isNewDevice || due || score > USUAL_THRESHOLD
}

const isAskedByBaseline = ({ isNewDevice, isNewPlace }: Judged): boolean => isNewDevice || isNewPlace
const share = (of: readonly Judged[], is: (judged: Judged) => boolean): number =>
  round(of.filter(is).length / of.length)
const above =
  (threshold: number) =>
  ({ score }: Judged): boolean =>
    score > threshold
const blocked = (is: (judged: Judged) => boolean) =>
  Object.fromEntries(attackers.map((attacker) => [attacker, share(byAttacker[attacker], is)]))

print({
  bench: 'sign-in-risk',
  seeds,
  ...world,
  ownSignIns: own.length,
  attacks: attackers.length * byAttacker.naive.length,
})
print({
  method: 'new device or new address',
  stepUps: share(own, isAskedByBaseline),
  blocked: blocked(isAskedByBaseline),
})
print({
  method: 'new device alone',
  stepUps: share(own, (judged) => judged.isNewDevice),
  blocked: blocked((judged) => judged.isNewDevice),
})
print({
  method: 'likelihood ratio',
  threshold: USUAL_THRESHOLD,
  stepUps: share(own, above(USUAL_THRESHOLD)),
  firstMonths: share(early, above(USUAL_THRESHOLD)),
  blocked: blocked(above(USUAL_THRESHOLD)),
})
print({
  method: 'as the product asks who has a second factor',
  stepUps: share(own, isAskedByProduct),
  blocked: blocked(isAskedByProduct),
})
const calibrated = riskThreshold(own.map(({ score }) => score))
print({
  method: 'likelihood ratio, calibrated to 1 % of own sign-ins',
  threshold: round(calibrated),
  stepUps: share(own, above(calibrated)),
  blocked: blocked(above(calibrated)),
})

/** Below this score lies one in a hundred of the attacks. */
const lowest = (attacker: Attacker, rate: number): number => {
  const sorted = byAttacker[attacker].map(({ score }) => score).toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length * (1 - rate))] ?? 0
}
const at99 = Math.min(lowest('naive', 0.99), lowest('same_country', 0.99)) - 1e-9
print({
  point: 'both blocked at 99 %',
  threshold: round(at99),
  stepUps: share(own, above(at99)),
  blocked: blocked(above(at99)),
})
for (const threshold of [-2, -1, 0, 1, 2, 3, 4, 5, 6, 8, 10]) {
  print({
    point: 'roc',
    threshold,
    stepUps: share(own, above(threshold)),
    blocked: blocked(above(threshold)),
  })
}

const [baseline, ours] = [share(own, isAskedByBaseline), share(own, above(USUAL_THRESHOLD))]
const holds = {
  blocks:
    share(byAttacker.naive, above(USUAL_THRESHOLD)) >= 0.99 &&
    share(byAttacker.same_country, above(USUAL_THRESHOLD)) >= 0.99,
  asksHalf: ours <= baseline / 2,
}
print({
  gate: "99 % of naive and same-country attackers blocked, at most half of the baseline's step-ups",
  ...holds,
})

const advice = replayAdvice(seeds)
for (const line of advice.lines) print(line)
if (!isTuning && !(holds.blocks && holds.asksHalf && advice.holds)) process.exitCode = 1
