type Defined<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> }

/** The fields that were really given: a partial schema leaves absent and `undefined` alike. */
export function withoutUndefined<Fields extends object>(fields: Fields): Defined<Fields> {
  const given: Defined<Fields> = { ...fields }
  for (const key in given) if (given[key] === undefined) delete given[key]
  return given
}
