/** NODE_OPTIONS by which a test process, and each that it starts, reads sources whose types were stripped before. */
export function keepTypes(): string {
  const preload = new URL('kept-types.mjs', import.meta.url).href
  return [process.env['NODE_OPTIONS'], '--disable-warning=ExperimentalWarning', `--import=${preload}`]
    .filter(Boolean)
    .join(' ')
}
