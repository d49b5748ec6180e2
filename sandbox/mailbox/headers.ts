export type Headers = { messageId: string; subject: string; from: string; to: string }

/** The four header fields by which a message is told from another; enough of RFC 5322 and 2047 for what mailers write. */
export function readHeaders(raw: string): Headers {
  const head = raw.split(/\r?\n\r?\n/, 1)[0] ?? ''
  // A line that starts with a blank goes on with the line before it.
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  const field = (name: string) => {
    const line = lines.find(one => one.toLowerCase().startsWith(`${name}:`))
    return decodeWords(line?.slice(name.length + 1).trim() ?? '')
  }
  return { messageId: field('message-id'), subject: field('subject'), from: field('from'), to: field('to') }
}

const word = /=\?([\w-]+)\?([bq])\?([^?]*)\?=/gi

function decodeWords(text: string): string {
  // White space between two encoded words belongs to the folding, not to the text.
  const joined = text.replace(/\?=\s+=\?/g, '?==?')
  return joined.replace(word, (_, charset: string, encoding: string, coded: string) => {
    const bytes = encoding.toLowerCase() === 'b' ? Buffer.from(coded, 'base64') : fromQ(coded)
    return new TextDecoder(charset).decode(bytes)
  })
}

function fromQ(coded: string): Buffer {
  const spaced = coded.replace(/_/g, ' ')
  const latin = spaced.replace(/=([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(latin, 'latin1')
}
