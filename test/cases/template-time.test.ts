import assert from 'node:assert/strict'
import test from 'node:test'
import { example, render } from '#src/solutions/backorders/template.ts'

/** Facts whose order's name takes its time the first few times it is asked for, and nothing of the processor: the machine is busy. */
function slowFacts(times: number, counted: { asked: number }) {
  const order = {
    ...example.order,
    get name() {
      if (counted.asked++ < times) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250)
      return '#1001'
    },
  }
  return { ...example, order }
}

test('a template is not called endless because the machine did something else meanwhile', () => {
  const counted = { asked: 0 }
  assert.equal(render('{{ order.name }}: {{ shortUnits }}', slowFacts(3, counted)), '#1001: 3')
  assert.equal(counted.asked, 4)
})

test('patience with the machine ends', () => {
  const counted = { asked: 0 }
  assert.throws(() => render('{{ order.name }}: {{ shortUnits }}', slowFacts(99, counted)), /render limit/)
  assert.equal(counted.asked, 5)
})

test('a template that takes the processor for itself is refused', () => {
  const loop = (name: string, inner: string) => `{% for ${name} in (1..90) %}${inner}{% endfor %}`
  const endless = loop('a', loop('b', loop('c', '{{ c | times: 3 | plus: 4 }}{{ c | times: 7 | minus: 1 }}')))
  assert.throws(() => render(endless, example), /render limit/)
})
