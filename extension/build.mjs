// Bundles the extension into dist/extension.js and its pages into dist/webview/; with --tests, the unit tests into dist/test/.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;
const common = {
  absWorkingDir: here,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
};

if (process.argv.includes('--tests')) {
  const out = join(here, 'dist/test');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const tests = readdirSync(join(here, 'test/unit')).filter(name => name.endsWith('.test.ts'));
  await build({
    ...common,
    entryPoints: tests.map(name => ({ in: `test/unit/${name}`, out: basename(name, '.ts') })),
    outdir: out,
    outExtension: { '.js': '.cjs' },
    sourcemap: 'inline',
  });
} else {
  await build({
    ...common,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode'],
    minify: true,
    mainFields: ['module', 'main'],
  });
  await build({
    ...common,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    entryPoints: { run_page: 'webview/run_page/main.ts', runs_table: 'webview/runs_table/main.ts' },
    outdir: 'dist/webview',
    minify: true,
  });
}
