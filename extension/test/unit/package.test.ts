// vsce has nothing against the package, called without a word of excuse.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const root = join(__dirname, '../..');
const place = mkdtempSync(join(tmpdir(), 'footplate-vsce-'));
after(() => {
  rmSync(place, { recursive: true, force: true });
});

/** What a vsce command writes to both streams. */
function vsce(...words: string[]): string {
  const program = join(root, 'node_modules/@vscode/vsce/vsce');
  const options = { cwd: root, encoding: 'utf8', timeout: 120_000, input: '' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], options);
  assert.equal(status, 0, stdout + stderr);
  return stdout + stderr;
}

test('vsce packages without a warning and without an error', () => {
  const report = vsce('package', '--out', join(place, 'plain.vsix'));
  assert.match(report, /DONE\s+Packaged: .*plain\.vsix/);
  assert.doesNotMatch(report, /\b(?:WARNING|ERROR)\b/);
});

test('what vsce lists is what the extension needs, sources and tests are not among it', () => {
  const files = vsce('ls').trim().split('\n');
  for (const needed of ['dist/extension.js', 'dist/webview/run_page.js', 'l10n/bundle.l10n.zh-cn.json', 'LICENSE'])
    assert.ok(files.includes(needed), needed);
  const others = files.filter(file => /\.(ts|map|mjs|vsix)$|^(src|test|webview|node_modules)\//.test(file));
  assert.deepEqual(others, []);
});

test('the README of the package has its pictures, folded away where VS Code would not show them', () => {
  const pictures = /!\[.{10,}\]\((media\/readme\/.+\.png)\)/g;
  const page = readFileSync(join(root, 'dist/README.pictures.md'), 'utf8');
  const folded = /<details>\n<summary>.*Open Walkthrough.*<\/summary>\n\n(.+)<\/details>/s.exec(page)?.[1] ?? '';
  const shown = [...folded.matchAll(pictures)].map(([, file]) => file ?? '');
  assert.ok(shown.length >= 3, page);
  assert.equal(page.match(/!\[/g)?.length, shown.length);
  for (const file of shown) assert.ok(vsce('ls').split('\n').includes(file), file);
});
