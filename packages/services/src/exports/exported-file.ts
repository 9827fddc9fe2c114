/** A file to take away. */
export interface ExportedFile {
  readonly fileName: string
  readonly text: string
}

/** A name that every file system takes: Latin letters without accents, digits and dashes. */
export function fileNameOf(parts: readonly string[], ending: string): string {
  const plain = parts.map((part) =>
    part
      .normalize('NFKD')
      .replaceAll(/\p{Mark}/gu, '')
      .replaceAll(/[^A-Za-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, ''),
  )
  return `${plain.filter((part) => part !== '').join('-')}.${ending}`
}
