// The runner cannot send a bearer key, so a proxy on loopback adds it; everything else passes through unchanged.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request as send } from 'node:http'

const [tools = '', address = '', key = ''] = process.argv.slice(2)
const target = new URL(address)

// The other scenarios call tools, prompts and resources by names that only their own example server has.
const scenarios = [
  'server-initialize',
  'ping',
  'tools-list',
  'server-sse-polling',
  'server-sse-multiple-streams',
  'dns-rebinding-protection',
]

const proxy = createServer((request, response) => {
  const headers = { ...request.headers, authorization: `Bearer ${key}` }
  const onward = send(
    { host: target.hostname, port: target.port, path: target.pathname, method: request.method, headers },
    answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    },
  )
  onward.on('error', () => response.destroy())
  request.pipe(onward)
})
proxy.listen(0, '127.0.0.1')
await once(proxy, 'listening')
const at = proxy.address()
const url = `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}/mcp`

async function run(title: string, ...argv: string[]): Promise<boolean> {
  const child = spawn('node', argv, { stdio: ['ignore', 'pipe', 'pipe'], cwd: tools })
  let said = ''
  child.stdout.on('data', (data: Buffer) => (said += data.toString()))
  child.stderr.on('data', (data: Buffer) => (said += data.toString()))
  const [code]: unknown[] = await once(child, 'exit')
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'}  ${title}`)
  if (code !== 0) console.log(said.slice(-1500))
  return code === 0
}

const conformance = `${tools}/node_modules/@modelcontextprotocol/conformance/dist/index.js`
const inspector = `${tools}/node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js`
const results: boolean[] = []
for (const scenario of scenarios)
  results.push(
    await run(`conformance ${scenario}`, conformance, 'server', '--url', url, '--scenario', scenario),
  )
results.push(
  await run('inspector tools/list', inspector, '--cli', url, '--transport', 'http', '--method', 'tools/list'),
)
results.push(
  await run(
    'inspector tools/call',
    inspector,
    '--cli',
    url,
    '--transport',
    'http',
    '--method',
    'tools/call',
    '--tool-name',
    'shopify.check_inventory',
    '--tool-arg',
    'skus=["MUG"]',
  ),
)
proxy.close()
proxy.closeAllConnections()
console.log(`${results.filter(Boolean).length} passed, ${results.filter(isGood => !isGood).length} failed`)
process.exitCode = results.every(Boolean) ? 0 : 1
