import { run } from './run'

// TensorFlow reads it when it is loaded; a worker thread's own environment does not reach it.
process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2'

void run(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
