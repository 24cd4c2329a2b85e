// Opens a window of a real VS Code whose extension host runs the suites of this folder, and waits for their report.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { addExtension } from '../e2e/extensions.mjs';
import { until } from '../e2e/waiting.mjs';
import { Workbench } from '../e2e/workbench.mjs';

const results = resolve(import.meta.dirname, '../../../build/results');
const report = join(results, 'host.xml');
const suites = resolve(import.meta.dirname, '../../dist/host/index.cjs');
const folder = mkdtempSync(join(tmpdir(), 'footplate-host-'));

mkdirSync(results, { recursive: true });
rmSync(report, { force: true });
cpSync(join(import.meta.dirname, '../e2e/project/src'), join(folder, 'src'), { recursive: true });

const window = new Workbench();
try {
  const prepare = user => addExtension(user, '../host/python_environments');
  await window.start({ folder, extensionTests: suites, prepare });
  await until(() => existsSync(report), 400_000, 'the report of the extension host').catch(async error => {
    await window.shot('host-FAILED');
    throw error;
  });
} finally {
  await window.stop();
  rmSync(folder, { recursive: true, force: true });
}

const text = readFileSync(report, 'utf8');
const failed = text.match(/<failure>[\s\S]*?<\/failure>/g) ?? [];
for (const [, name] of text.matchAll(/<testcase [^>]*name="([^"]*)"/g)) console.log(`  ${name}`);
for (const failure of failed) console.error(failure);
console.log(/<testsuite [^>]*>/.exec(text)?.[0] ?? text);
process.exit(failed.length === 0 ? 0 : 1);
