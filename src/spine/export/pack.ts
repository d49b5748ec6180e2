import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'

const block = 512

/** The files of a folder as one `.tar.gz`, in parts of about `size` bytes; every program that unpacks anything unpacks it. */
export async function* pack(folder: string, size = 1024 * 1024): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let length = 0
  const packed: AsyncIterable<Buffer> = Readable.from(tar(folder)).pipe(createGzip())
  for await (const bytes of packed) {
    held.push(bytes)
    length += bytes.length
    if (length < size) continue
    yield Buffer.concat(held)
    held = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(held)
}

async function* tar(folder: string): AsyncGenerator<Buffer> {
  for (const name of (await readdir(folder)).toSorted()) {
    const path = join(folder, name)
    const { size, mtimeMs } = await stat(path)
    yield header(`storewright-export/${name}`, size, Math.floor(mtimeMs / 1000))
    const content: AsyncIterable<Buffer> = createReadStream(path)
    yield* content
    yield Buffer.alloc((block - (size % block)) % block)
  }
  // Two empty blocks end an archive.
  yield Buffer.alloc(2 * block)
}

/** A header of POSIX.1-1988 (ustar): numbers are octal digits, the checksum is counted with blanks in its own place. */
function header(name: string, size: number, seconds: number): Buffer {
  const head = Buffer.alloc(block)
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`
  head.write(name, 0, 100, 'utf8')
  head.write(octal(0o600, 7), 100)
  head.write(octal(0, 7), 108)
  head.write(octal(0, 7), 116)
  head.write(octal(size, 11), 124)
  head.write(octal(seconds, 11), 136)
  head.write('        ', 148)
  head.write('0', 156)
  head.write('ustar\x0000', 257)
  const sum = head.reduce((all, byte) => all + byte, 0)
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return head
}
