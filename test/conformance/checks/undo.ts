import assert from 'node:assert/strict'
import type { Preview, Provided } from '#spine/connections/provided.ts'
import type { Bench } from '../bench.ts'
import type { Check } from './check.ts'

export const undoChecks: readonly Check[] = [
  {
    says: 'every write states an absolute state, can be taken back, only adds for the team to read, or says that it is for good',
    grade: 'gold',
    run: async bench => {
      for (const provided of bench.writes) await takeBack(bench, provided)
    },
  },
  {
    says: 'what reaches further than the team is shown before, by reading alone, and twice the same',
    grade: 'gold',
    run: async bench => {
      for (const provided of bench.writes.filter(one => one.preview || one.action.risk !== 'internal')) {
        const { name, risk } = provided.action
        const input = await bench.deed(provided).input()
        const before = bench.rig.ledger.entries().length
        const first = await bench.preview(provided, input)
        assert.ok(first.subject.length > 0 && first.title.length > 0, `${name} does not say what changes`)
        assert.ok(first.changes.length > 0, `${name} shows no change`)
        assert.ok(risk !== 'money' || first.money, `${name} does not say how much money it moves`)
        assert.deepEqual(await bench.preview(provided, input), first, name)
        assert.equal(bench.rig.ledger.entries().length, before, `${name} wrote while it was shown`)
      }
    },
  },
  {
    says: 'samples from the documents are read by the connector',
    grade: 'gold',
    run: async ({ rig }) => {
      assert.ok(rig.samples.length > 0, 'there are no samples')
      for (const sample of rig.samples) assert.notEqual(await sample.read(), undefined, sample.name)
    },
  },
]

async function takeBack<C>(bench: Bench<C>, provided: Provided<C>): Promise<void> {
  const { name, risk } = provided.action
  const { input: prepare, undo, state } = bench.deed(provided)
  const input = await prepare()
  const before = state?.(input)
  const shown = provided.preview ? await bench.preview(provided, input) : undefined
  const output = await bench.run(provided, input, bench.account(), bench.attempt())
  assert.ok(undo, `${name} cannot be taken back`)
  if (undo === 'additive') assert.equal(risk, 'internal', `${name} reaches others than the team`)
  else if (undo === 'irreversible') {
    assert.notEqual(risk, 'internal', `${name} is done at once and for good`)
    assert.ok(shown?.irreversible?.length, `${name} does not say that it is for good`)
    assert.equal(provided.undo?.(input, output), undefined, `${name} is for good, and can be taken back`)
  } else if (undo === 'absolute')
    assert.deepEqual(await bench.run(provided, input, bench.account(), bench.attempt()), output, name)
  else {
    const back =
      undo === 'declared'
        ? provided.undo?.(input, output)
        : { action: undo.action, input: undo.input(output) }
    assert.ok(back, `${name} does not say how it is taken back`)
    const other = bench.connector.provides.find(one => one.action.name === back.action)
    assert.ok(other, `${name} is taken back by ${back.action}, which is not provided`)
    if (undo === 'declared') beginsThere(name, await bench.preview(other, back.input), shown)
    await bench.run(other, back.input, bench.account(), bench.attempt())
    assert.deepEqual(state?.(input), before, `${name}, taken back, left something changed`)
  }
}

// By this the core knows whether somebody changed it since: the taking back begins where the deed said it would end.
function beginsThere(name: string, back: Preview, done: Preview | undefined): void {
  assert.ok(done, `${name} can be taken back, and is not shown before`)
  for (const { field, to } of done.changes) {
    const found = back.changes.find(change => change.field === field)
    assert.deepEqual(found?.from, to, `${name}, taken back, does not begin at ${field}`)
  }
}
