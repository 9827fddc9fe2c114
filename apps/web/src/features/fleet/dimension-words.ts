const units = new Set(['kg', 'g', 't', 'm3', 'l', 'cm', 'm'])

/** A load dimension for people: `weight_kg` is Weight in kg, `parcels` is Parcels without a unit. */
export function dimensionWords(dimension: string): { readonly name: string; readonly unit: string } {
  const words = dimension.split('_')
  const last = words.at(-1) ?? ''
  const hasUnit = words.length > 1 && units.has(last)
  const name = (hasUnit ? words.slice(0, -1) : words).join(' ')
  return {
    name: name.charAt(0).toUpperCase() + name.slice(1),
    unit: hasUnit ? (last === 'm3' ? 'm³' : last) : '',
  }
}

/** What a person types as a dimension, as the name that files and the API use. */
export function dimensionName(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll('³', '3')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_\d]+|_+$/g, '')
    .slice(0, 32)
}
