// Loaded before the app in a test (`--import`): its clock lies. FAULTS_CLOCK says how: so many milliseconds off, `frozen`, or
// `backward`, which jumps ten minutes back once it has run for a few seconds. Timers run on, as they do when somebody sets a clock.
const wish = process.env['FAULTS_CLOCK'] ?? '0'
const TrueDate = Date
const begun = TrueDate.now()
const jumpAfterMs = 4000

function lie(): number {
  const now = TrueDate.now()
  if (wish === 'frozen') return begun
  if (wish === 'backward') return now - begun < jumpAfterMs ? now : now - 600_000
  return now + Number(wish)
}

globalThis.Date = new Proxy(TrueDate, {
  construct: (target, given: unknown[], newTarget) =>
    Reflect.construct(target, given.length > 0 ? given : [lie()], newTarget),
  apply: () => new TrueDate(lie()).toString(),
  get: (target, name, receiver) => (name === 'now' ? lie : Reflect.get(target, name, receiver)),
})
