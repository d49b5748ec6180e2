// The barest server: takes a body, answers, and tells its memory as ours do: node bare-http.ts PORT
import { createServer } from 'node:http'

const [port = '0'] = process.argv.slice(2)
createServer((request, response) => {
  request.resume().on('end', () => {
    const { rss, heapUsed } = process.memoryUsage()
    if (request.url !== '/metrics') response.writeHead(200).end('{"received":true}')
    else response.end(`process_resident_memory_bytes ${rss}\nnodejs_heap_size_used_bytes ${heapUsed}\n`)
  })
}).listen(Number(port), '127.0.0.1', () => console.log('is ready'))
