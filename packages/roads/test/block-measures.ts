/** Metres of a thousandth of a degree on the equator: the length of a block of `aTown`. */
export const blockM = (6_371_008.8 * Math.PI) / 180 / 1000

/** Seconds for so many metres. */
export const secondsAt = (kmh: number, metres: number): number => metres / (kmh / 3.6)
