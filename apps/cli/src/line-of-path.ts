/**
 * The line, from 1, of the value that a path of keys and positions leads to in a JSON text; where the path ends
 * early (a missing field), the line of the innermost value that is there. The text must be JSON.
 */
export function lineOfPath(text: string, path: readonly string[]): number {
  return lineFinder(text)(path)
}

/** As `lineOfPath`, for many paths into one text: what stands ahead of the values of the top is passed over once. */
export function lineFinder(text: string): (path: readonly string[]) => number {
  const root = skipSpace(text, 0)
  const known = new Map<string, { readonly at: number; readonly line: number }>()
  const locate = (key: string) => {
    const at = find(text, root, [key])
    const place = { at, line: 1 + countBreaks(text, 0, at) }
    known.set(key, place)
    return place
  }
  return ([key, ...rest]) => {
    if (key === undefined) return 1 + countBreaks(text, 0, root)
    const { at, line } = known.get(key) ?? locate(key)
    return at === root ? line : line + countBreaks(text, at, find(text, at, rest))
  }
}

function countBreaks(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** Position of the value that `path` leads to from the value at `at`. */
function find(text: string, at: number, path: readonly string[]): number {
  const [wanted, ...rest] = path
  const isObject = text[at] === '{'
  if (wanted === undefined || (!isObject && text[at] !== '[')) return at
  let next = skipSpace(text, at + 1)
  for (let index = 0; next < text.length && text[next] !== '}' && text[next] !== ']'; index++) {
    let key = String(index)
    if (isObject) {
      const end = skipString(text, next)
      key = String(JSON.parse(text.slice(next, end)))
      next = skipSpace(text, skipSpace(text, end) + 1)
    }
    if (key === wanted) return find(text, next, rest)
    next = skipSpace(text, skipValue(text, next))
    if (text[next] === ',') next = skipSpace(text, next + 1)
  }
  return at
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && (text.charCodeAt(at) <= 32 || text[at] === '\uFEFF')) at++
  return at
}

function skipString(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

function skipValue(text: string, from: number): number {
  let depth = 0
  let at = from
  while (at < text.length) {
    const sign = text[at]
    if (sign === '"') {
      at = skipString(text, at)
      if (depth === 0) return at
      continue
    }
    if (depth === 0 && (sign === ',' || sign === '}' || sign === ']')) return at
    if (sign === '{' || sign === '[') depth++
    if (sign === '}' || sign === ']') {
      depth--
      if (depth === 0) return at + 1
    }
    at++
  }
  return at
}
