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

test("the extension's page has no picture that VS Code would not show, and says where they are", () => {
  const page = readFileSync(join(root, 'dist/README.md'), 'utf8');
  assert.doesNotMatch(page, /!\[|<img/);
  assert.match(page, /Open Walkthrough/);
  assert.match(readFileSync(join(root, 'README.md'), 'utf8'), /!\[.+\]\(media\/readme\/overview\.png\)/);
});
