// Ends a test file that does not end by itself, such as one that waits for what never comes: the run would wait for it for ever, and
// nobody would be told which it was. Loaded into each process of a run as end-late.mjs?seconds=300.
const seconds = Number(new URL(import.meta.url).searchParams.get('seconds'))
const [, file = ''] = process.argv

if (file.endsWith('.test.ts'))
  setTimeout(() => {
    const open = [...new Set(process.getActiveResourcesInfo())].join(', ')
    process.stderr.write(`It did not end in ${seconds} s. Still open: ${open}.\n`, () => process.exit(1))
  }, seconds * 1000).unref()
