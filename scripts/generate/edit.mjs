/** Puts a line among its sorted neighbours: the block of lines that match `pattern`. Throws where there is none. */
export function insertSorted(text, line, pattern) {
  const lines = text.split('\n')
  const block = lines.flatMap((each, index) => (pattern.test(each) ? [index] : []))
  if (block.length === 0) throw new Error(`No line matches ${pattern}; put this in by hand: ${line}`)
  const after = block.findLast((index) => lines[index].localeCompare(line) < 0)
  lines.splice(after === undefined ? block[0] : after + 1, 0, line)
  return lines.join('\n')
}

/** Puts text right before the first place that `anchor` matches. Throws where it does not. */
export function insertBefore(text, insertion, anchor) {
  const index = text.search(anchor)
  if (index === -1) throw new Error(`Nothing matches ${anchor}; put this in by hand:\n${insertion}`)
  return text.slice(0, index) + insertion + text.slice(index)
}
