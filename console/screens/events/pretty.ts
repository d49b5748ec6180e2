/**
 * A payload as people read it: JSON broken into lines, and nothing else of it touched. To parse it would round the platforms' long ids.
 * What is no JSON stays as it came.
 */
export function prettyOf(body: string): string {
  if (!isJson(body)) return body
  let depth = 0
  let pretty = ''
  const newLine = () => `\n${'  '.repeat(depth)}`
  for (const [part] of body.matchAll(parts)) {
    if (part === '{' || part === '[') {
      depth += 1
      pretty += part + newLine()
    } else if (part === '}' || part === ']') {
      depth -= 1
      pretty += newLine() + part
    } else if (part === ',') pretty += part + newLine()
    else pretty += part === ':' ? ': ' : part.replace(/^([[{])\s+/, '$1')
  }
  return pretty
}

// A text, something empty, a sign, or a number or word.
const parts = /"(?:\\.|[^"\\])*"|[[{]\s*[\]}]|[[\]{}:,]|[^\s[\]{}:,"]+/g

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
