// Makes build/footplate-linux-x64-VERSION.vsix: the bundled client and the stripped program of build/footplate. Another program can
// be named as the first argument, another folder for the package as the second. With `none` as the program, the package for all
// other platforms: the client alone, which says how to work on a Linux machine from there. FOOTPLATE_PICTURES is the https address of
// this folder where the package will be published: VS Code and marketplaces show the README's pictures from there, and from nowhere
// else. What vsce warns of ends it.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const here = import.meta.dirname;
const isBare = process.argv[2] === 'none';
const program = isBare ? undefined : resolve(process.argv[2] ?? join(here, '../build/footplate'));
const folder = resolve(process.argv[3] ?? join(here, '../build'));
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const vsix = join(folder, isBare ? `footplate-${version}.vsix` : `footplate-linux-x64-${version}.vsix`);

const bundled = join(here, 'bin/footplate');
rmSync(join(here, 'bin'), { recursive: true, force: true });
if (program !== undefined) {
  mkdirSync(join(here, 'bin'));
  copyFileSync(program, bundled);
  chmodSync(bundled, 0o755);
  execFileSync('strip', [bundled]);
}
mkdirSync(folder, { recursive: true });
const target = isBare ? [] : ['--target', 'linux-x64'];
const address = process.env.FOOTPLATE_PICTURES;
const readme = address
  ? ['--readme-path', 'README.md', '--baseImagesUrl', address]
  : ['--readme-path', 'dist/README.pictures.md', '--no-rewrite-relative-links'];
const words = ['package', ...target, ...readme, '--out', vsix];
const vsce = spawnSync(process.execPath, [join(here, 'node_modules/@vscode/vsce/vsce'), ...words], {
  cwd: here,
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'pipe'],
});
const report = vsce.stdout + vsce.stderr;
if (vsce.status !== 0 || /\b(?:WARNING|ERROR)\b/.test(report)) {
  console.error(report);
  process.exit(1);
}
console.log(`${vsix} (${(statSync(vsix).size / 1e6).toFixed(1)} MB)`);
