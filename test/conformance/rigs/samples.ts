import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Every JSON file of a connector's `samples` folder, to be read by `read`. */
export function samplesOf(connector: string, read: (name: string, json: unknown) => unknown) {
  const folder = join(import.meta.dirname, '../../../src/connectors', connector, 'samples')
  const names = readdirSync(folder).filter(name => name.endsWith('.json'))
  return names.map(name => ({
    name,
    read: () => read(name.replace('.json', ''), JSON.parse(readFileSync(join(folder, name), 'utf8'))),
  }))
}
