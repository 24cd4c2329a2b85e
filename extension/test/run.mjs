// Runs test files with node's own runner; readable on stdout, and as build/results/NAME.xml for the counts of ./dev test.
//   node test/run.mjs NAME FILE…
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const [name, ...files] = process.argv.slice(2);
const results = join(import.meta.dirname, '../../build/results');
mkdirSync(results, { recursive: true });

const reports = [
  ['spec', 'stdout'],
  ['junit', join(results, `${name}.xml`)],
].flatMap(([kind, place]) => [`--test-reporter=${kind}`, `--test-reporter-destination=${place}`]);
const done = spawnSync(process.execPath, ['--test', '--test-concurrency=1', ...reports, ...files], {
  stdio: 'inherit',
});
process.exit(done.status ?? 1);
