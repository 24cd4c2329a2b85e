// Makes build/footplate-linux-x64-VERSION.vsix: the bundled client and the stripped program of build/footplate. Another program can
// be named as the first argument, another folder for the package as the second. With `none` as the program, the package for all
// other platforms: the client alone, which says how to work on a Linux machine from there.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const here = import.meta.dirname;
const isBare = process.argv[2] === 'none';
const program = isBare ? undefined : resolve(process.argv[2] ?? join(here, '../build/footplate'));
const folder = resolve(process.argv[3] ?? join(here, '../build'));
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const vsix = join(folder, isBare ? `footplate-${version}.vsix` : `footplate-linux-x64-${version}.vsix`);

function run(command, ...args) {
  execFileSync(command, args, { cwd: here, stdio: ['ignore', 'ignore', 'inherit'] });
}

const bundled = join(here, 'bin/footplate');
rmSync(join(here, 'bin'), { recursive: true, force: true });
if (program !== undefined) {
  mkdirSync(join(here, 'bin'));
  copyFileSync(program, bundled);
  chmodSync(bundled, 0o755);
  run('strip', bundled);
}
run(process.execPath, 'build.mjs');

/** The page of an extension shows pictures of the web alone: those of the package itself are in the walkthrough. */
function withoutPictures(readme) {
  return readme.replace(/^!\[.*\]\(media\/.*\)\n+/gm, '');
}

mkdirSync(folder, { recursive: true });
const vsce = join(here, 'node_modules/@vscode/vsce/vsce');
writeFileSync(join(here, 'dist/README.md'), withoutPictures(readFileSync(join(here, 'README.md'), 'utf8')));
// There is no public repository to name yet.
const options = ['--no-dependencies', '--allow-missing-repository'];
const text = ['--readme-path', 'dist/README.md'];
const target = isBare ? [] : ['--target', 'linux-x64'];
run(process.execPath, vsce, 'package', ...target, ...options, ...text, '--out', vsix);
console.log(`${vsix} (${(statSync(vsix).size / 1e6).toFixed(1)} MB)`);
