/** The forms of a feature's name: `loading-dock` → LoadingDock, loadingDock, loading_dock, "loading dock", and plurals. */
export function namesOf(kebab, plural = pluralOf(kebab)) {
  const forms = (name) => {
    const words = name.split('-')
    const pascal = words.map((word) => word[0].toUpperCase() + word.slice(1)).join('')
    return {
      kebab: name,
      pascal,
      camel: pascal[0].toLowerCase() + pascal.slice(1),
      snake: words.join('_'),
      words: words.join(' '),
    }
  }
  return { ...forms(kebab), plural: forms(plural) }
}

function pluralOf(kebab) {
  if (/[^aeiou]y$/.test(kebab)) return `${kebab.slice(0, -1)}ies`
  return /(s|x|z|ch|sh)$/.test(kebab) ? `${kebab}es` : `${kebab}s`
}

/** What is wrong with a name for a feature, or undefined. */
export function faultOfName(kebab) {
  if (kebab === undefined) return 'Give the new entity a name, such as loading-dock.'
  if (!/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/.test(kebab)) {
    return `"${kebab}" is not a name such as loading-dock: lower-case words joined by dashes.`
  }
  return undefined
}
