// Loaded before the app in a test (`--import`). A test that is interrupted cannot end us; the end of its pipe tells that it is gone.
// Holding on to the pipe must not keep an app alive that was asked to stop.
process.stdin.once('end', () => process.exit()).resume()
if ('unref' in process.stdin) process.stdin.unref()
