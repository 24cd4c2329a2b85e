// Bundles the extension into dist/extension.js and its pages into dist/webview/, and writes dist/README.md; with --tests, the unit tests into dist/test/; with
// --host-tests, those for the extension host into dist/host/.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** The files of a folder of tests that end so, each into a file of its own. */
async function bundleTests(folder, out, ending) {
  const outdir = join(here, out);
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const tests = readdirSync(join(here, folder)).filter(name => name.endsWith(ending));
  await build({
    ...common,
    entryPoints: tests.map(name => ({ in: `${folder}/${name}`, out: basename(name, '.ts') })),
    outdir,
    external: ['vscode', 'mocha'],
    outExtension: { '.js': '.cjs' },
    sourcemap: 'inline',
  });
}

/**
 * VS Code's page of an extension shows pictures of https addresses alone, and there is no public repository to name: the page leaves
 * ours out and says where they are. They are in the package, for the walkthrough.
 */
function pageOf(readme) {
  const pictures = /(?:^!\[.*\]\(media\/.*\)\n+)+/m;
  return readme.replace(pictures, 'Pictures of all this: _Welcome: Open Walkthrough…_ › _Footplate_.\n\n');
}

if (process.argv.includes('--tests')) {
  await bundleTests('test/unit', 'dist/test', '.test.ts');
} else if (process.argv.includes('--host-tests')) {
  await bundleTests('test/host', 'dist/host', '.ts');
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
  writeFileSync(join(here, 'dist/README.md'), pageOf(readFileSync(join(here, 'README.md'), 'utf8')));
}
