import { expect, it } from 'vitest'
import { crc32c } from './crc32c'

// RFC 3720, B.4.
it.each([
  ['32 zeros', new Uint8Array(32), 0x8a9136aa],
  ['32 ones', new Uint8Array(32).fill(255), 0x62a8ab43],
  ['0…31', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
  ['31…0', Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
])('of %s is as RFC 3720 says', (_, bytes, crc) => expect(crc32c(bytes)).toBe(crc))
