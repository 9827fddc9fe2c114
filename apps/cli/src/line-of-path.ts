/**
 * The line, from 1, of the value that a path of keys and positions leads to in a JSON text; where the path ends
 * early (a missing field), the line of the innermost value that is there. The text must be JSON.
 */
export function lineOfPath(text: string, path: readonly string[]): number {
  const at = find(text, skipSpace(text, 0), path)
  return text.slice(0, at).split('\n').length
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
