// Loaded by VS Code's extension host as its test runner: runs the suites beside it with mocha, and leaves the report where the process that
// opened the window waits for it.
import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const report = join(__dirname, '../../../build/results/host.xml');

export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const unfinished = `${report}.part`;
  const mocha = new Mocha({ ui: 'tdd', timeout: 150_000, reporter: 'xunit', reporterOptions: { output: unfinished } });
  for (const name of readdirSync(__dirname).filter(name => name.endsWith('.host.cjs')))
    mocha.addFile(join(__dirname, name));
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>(resolve => mocha.run(resolve));
  renameSync(unfinished, report);
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
