import { DEFAULT_PRIORITY, DEFAULT_SERVICE_S, dimension as dimensionName, type Load } from '@cartage/domain'
import type { CheckContext } from './check-context.ts'
import { shortened } from './check-identity.ts'
import { parseNumber } from './parse-number.ts'
import type { Cell, RowCells } from './row-cells.ts'
import { suggest, type RowReport } from './row-report.ts'

/** Longer than this at one door is a slip: twelve hours. */
const MAX_SERVICE_MINUTES = 720

/** Seconds of service: minutes in the file (`5`, `7,5`, `5 min`), or hours and minutes (`0:05`, `1h30`). */
export function checkService(cells: RowCells, report: RowReport): number | undefined {
  const cell = cells.get('serviceMinutes')
  if (cell.text === '') {
    return DEFAULT_SERVICE_S
  }
  const minutes = parseMinutes(cell.text)
  if (minutes === undefined) {
    report.error(
      'SERVICE_INVALID',
      cell,
      `"${shortened(cell.text)}" is not a service time in minutes.`,
      suggest(cell, String(DEFAULT_SERVICE_S / 60)),
    )
    return undefined
  }
  if (minutes < 0) {
    report.error(
      'SERVICE_NEGATIVE',
      cell,
      `A service time cannot be negative (${cell.text} minutes).`,
      suggest(cell, String(Math.min(-minutes, MAX_SERVICE_MINUTES))),
    )
    return undefined
  }
  if (minutes > MAX_SERVICE_MINUTES) {
    report.error(
      'SERVICE_INVALID',
      cell,
      `A service of ${shortened(cell.text)} minutes is longer than ${MAX_SERVICE_MINUTES / 60} hours.`,
      suggest(cell, String(DEFAULT_SERVICE_S / 60)),
    )
    return undefined
  }
  return Math.round(minutes * 60)
}

const parseMinutes = (text: string): number | undefined => {
  const hours = /^(\d{1,2}) ?[:h] ?(\d{0,2})(?::\d{2})?$/i.exec(text)
  if (hours !== null) {
    return Number(hours[1]) * 60 + Number(hours[2])
  }
  return parseNumber(text.replace(/ ?(?:minutes|minuten|minutos|minuter|mins|min|m|')\.?$/i, ''))
}

/** More of anything than this is a slip, whatever the fleet. */
const MAX_LOAD = 1_000_000
/** So many times the largest vehicle is a slip; less may be true, and stays unassigned with its reason. */
const ABSURD_FACTOR = 10

/** The load by dimension; undefined when one is not a sane number. */
export function checkLoad(cells: RowCells, report: RowReport, { capacity }: CheckContext): Load | undefined {
  const load = new Map<string, number>()
  let isWrong = false
  for (const cell of cells.all('load')) {
    const dimension = cell.dimension ?? 'load'
    const amount = checkAmount(cell, dimension, report, capacity)
    if (amount === undefined) {
      isWrong = true
    } else {
      load.set(dimension, (load.get(dimension) ?? 0) + amount)
    }
  }
  for (const cell of cells.all('packages')) {
    const packages = parsePackages(cell.text)
    if (packages === undefined) {
      isWrong = true
      report.error(
        'LOAD_INVALID',
        cell,
        `"${shortened(cell.text)}" is not a list of packages: expected one such as "small_box=1 big_box=2".`,
      )
      continue
    }
    for (const [dimension, amount] of packages) {
      load.set(dimension, (load.get(dimension) ?? 0) + amount)
    }
  }
  return isWrong ? undefined : Object.fromEntries(load)
}

const checkAmount = (
  cell: Cell,
  dimension: string,
  report: RowReport,
  capacity: Load,
): number | undefined => {
  const amount = parseNumber(withoutUnit(cell.text, dimension))
  if (amount === undefined) {
    report.error('LOAD_INVALID', cell, `"${shortened(cell.text)}" is not a number for ${dimension}.`)
    return undefined
  }
  if (amount < 0) {
    report.error(
      'LOAD_INVALID',
      cell,
      `A load cannot be negative (${shortened(cell.text)} ${dimension}); a pickup has a positive load too.`,
      -amount <= MAX_LOAD ? suggest(cell, String(-amount)) : null,
    )
    return undefined
  }
  const largest = Object.hasOwn(capacity, dimension) ? capacity[dimension] : undefined
  if (amount > MAX_LOAD || (largest !== undefined && largest > 0 && amount > largest * ABSURD_FACTOR)) {
    const than = largest === undefined ? `${MAX_LOAD}` : `${largest}, the most that any vehicle carries,`
    report.error(
      'LOAD_ABSURD',
      cell,
      `${shortened(cell.text)} ${dimension} is far more than ${than} and looks like a slip.`,
    )
    return undefined
  }
  if (largest !== undefined && amount > largest) {
    report.warn(
      'LOAD_ABSURD',
      cell,
      `No vehicle carries ${shortened(cell.text)} ${dimension} (the largest takes ${largest}); the order will stay unassigned.`,
    )
  }
  return amount
}

/** `12,5 kg` in a column of kilograms. */
const withoutUnit = (text: string, dimension: string): string => {
  const unit = dimension.slice(dimension.lastIndexOf('_') + 1)
  const lower = text.toLowerCase()
  return lower.endsWith(unit) ? text.slice(0, -unit.length) : text
}

/** `small-box=1 big-box=2`, as CoopCycle writes it. */
const parsePackages = (
  text: string,
): readonly (readonly [dimension: string, amount: number])[] | undefined => {
  const packages = text
    .split(/[\s;]+/)
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', amount = ''] = part.split('=')
      return [name.toLowerCase().replaceAll('-', '_'), parseNumber(amount)] as const
    })
  return packages.every((pair): pair is readonly [string, number] => {
    const [name, amount] = pair
    return dimensionName.safeParse(name).success && amount !== undefined && amount >= 0 && amount <= MAX_LOAD
  })
    ? packages
    : undefined
}

const MAX_SKILLS = 30
const MAX_SKILL = 40

/** Skills that the order needs, each once. */
export function checkSkills(cells: RowCells, report: RowReport): readonly string[] {
  const skills = new Set<string>()
  for (const cell of cells.all('skills')) {
    for (const part of cell.text.split(/[;,|]/)) {
      const skill = part.trim()
      if (skill.length > MAX_SKILL) {
        report.error('TEXT_TOO_LONG', cell, `A skill has at most ${MAX_SKILL} characters.`)
      } else if (skill !== '') {
        skills.add(skill)
      }
    }
    if (skills.size > MAX_SKILLS) {
      report.error('TEXT_TOO_LONG', cell, `An order needs at most ${MAX_SKILLS} skills.`)
    }
  }
  return [...skills]
}

const priorities = new Map(
  Object.entries({
    25: 'l low niedrig gering basse faible baixa baja lag',
    50: 'm medium normal mittel moyenne media',
    75: 'h high hoch haute alta hog',
    100: 'c critical urgent kritisch dringend critique critica urgente kritisk',
  }).flatMap(([value, words]) => words.split(' ').map((word) => [word, Number(value)] as const)),
)

/** 0 to 100, or low, medium, high, critical. */
export function checkPriority(cells: RowCells, report: RowReport): number | undefined {
  const cell = cells.get('priority')
  if (cell.text === '') {
    return DEFAULT_PRIORITY
  }
  const word = cell.text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z]/g, '')
  const value = (/\d/.test(cell.text) ? undefined : priorities.get(word)) ?? parseNumber(cell.text)
  if (value === undefined || value < 0 || value > 100) {
    report.error(
      'PRIORITY_INVALID',
      cell,
      `"${shortened(cell.text)}" is not a priority: expected L, M, H, C or a number from 0 to 100.`,
      suggest(cell, value === undefined ? 'M' : value < 0 ? '0' : '100'),
    )
    return undefined
  }
  return Math.round(value)
}
