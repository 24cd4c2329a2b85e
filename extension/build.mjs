// Bundles the extension into dist/extension.js and its pages into dist/webview/, and writes the READMEs that packages take; with --tests,
// the unit tests into dist/test/; with --host-tests, those for the extension host into dist/host/.
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
 * The page of the extension without an address for its pictures: VS Code shows none but those of https addresses there. `folded`: they
 * are on it all the same, for whoever reads it elsewhere, under a line that is opened; else that line alone, since vsce called without
 * a word takes no other picture either. The walkthrough shows them everywhere.
 */
function pageOf(readme, folded) {
  const pictures = /(?:^!\[.*\]\(media\/.*\)\n+)+/m;
  const words = 'Pictures of all this: <em>Welcome: Open Walkthrough…</em> › <em>Footplate</em>';
  const put = shown => (folded ? `<details>\n<summary>${words}</summary>\n\n${shown}</details>\n\n` : `${words}\n\n`);
  return readme.replace(pictures, put);
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
  const readme = readFileSync(join(here, 'README.md'), 'utf8');
  writeFileSync(join(here, 'dist/README.md'), pageOf(readme, false));
  writeFileSync(join(here, 'dist/README.pictures.md'), pageOf(readme, true));
}
