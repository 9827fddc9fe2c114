import { expect, it } from 'vitest'
import { freeText, textLine } from './text.ts'

it.each(['a\0b', 'a\nb', 'a\r\nBcc: x@example.test', 'a\u001b[31mb', 'a\u0085b', 'a\u2028b'])(
  'SEC-D11 a line of text is not %j',
  (text) => {
    expect(textLine(80).safeParse(text).success).toBe(false)
  },
)

it.each(['Ann', 'Åsa Ö’Neill-Żółć', '株式会社', 'Flat 3/4 “B” 🙂'])('a line of text may be %j', (text) => {
  expect(textLine(80).parse(` ${text}\n`)).toBe(text)
})

it('SEC-D11 text of several lines holds no NUL', () => {
  expect(freeText(80).parse('Ring twice.\nThen knock.')).toBe('Ring twice.\nThen knock.')
  expect(freeText(80).safeParse('a\0b').success).toBe(false)
})
