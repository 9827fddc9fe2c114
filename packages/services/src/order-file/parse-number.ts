const groups = (text: string, separator: ',' | '.'): boolean => {
  const [first = '', ...others] = text.split(separator)
  return /^[+-]?\d{1,3}$/.test(first) && others.length > 0 && others.every((part) => /^\d{3}$/.test(part))
}

/**
 * A number as people write it: `12.5`, `12,5`, `1.234,5`, `1,234.5`, `1 234,5`, `1'234`, `1e3`. A single comma is a
 * decimal comma. Undefined for anything else; a number too great to hold is `Infinity`.
 */
export function parseNumber(text: string): number | undefined {
  let plain = text.replaceAll(/[\s\u00a0\u202f'’]/g, '').replace(/^\u2212/, '-')
  const comma = plain.lastIndexOf(',')
  const dot = plain.lastIndexOf('.')
  if (comma >= 0 && dot >= 0) {
    const [thousands, decimal] = comma > dot ? (['.', ','] as const) : ([',', '.'] as const)
    const at = plain.lastIndexOf(decimal)
    if (!groups(plain.slice(0, at), thousands) || plain.indexOf(decimal) !== at) {
      return undefined
    }
    plain = `${plain.slice(0, at).replaceAll(thousands, '')}.${plain.slice(at + 1)}`
  } else if (comma >= 0 && plain.indexOf(',') !== comma) {
    if (!groups(plain, ',')) {
      return undefined
    }
    plain = plain.replaceAll(',', '')
  } else if (dot >= 0 && plain.indexOf('.') !== dot) {
    if (!groups(plain, '.')) {
      return undefined
    }
    plain = plain.replaceAll('.', '')
  } else {
    plain = plain.replace(',', '.')
  }
  return /^[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,4})?$/.test(plain)
    ? Number(plain)
    : undefined
}
