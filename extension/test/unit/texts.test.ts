// Every text a person sees exists in both languages, and the manifest agrees with what it describes.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const readMap = (file: string): Record<string, string> => JSON.parse(read(file)) as Record<string, string>;

/** Paths of the TypeScript files at and below a folder, relative to it. */
function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
}

function textsOfSource(): Set<string> {
  const found = new Set<string>();
  // `l10n.t('…')` of the extension, `t('…')` of its pages.
  const call = /(?:l10n\.t|(?<![\w.])t)\(\s*(?:'((?:[^'\\]|\\.)*)'|"([^"]*)")/g;
  for (const folder of ['src', 'webview']) {
    for (const name of sourcesIn(folder)) {
      for (const match of read(`${folder}/${name}`).matchAll(call)) found.add(match[1] ?? match[2] ?? '');
    }
  }
  return found;
}

test('the texts of the source are exactly those of the bundle and of its translation', () => {
  const texts = [...textsOfSource()].sort();
  assert.ok(texts.length > 10);
  assert.deepEqual(Object.keys(readMap('l10n/bundle.l10n.json')).sort(), texts);
  assert.deepEqual(Object.keys(readMap('l10n/bundle.l10n.zh-cn.json')).sort(), texts);
});

test('a translation keeps the places for values', () => {
  for (const [text, translated] of Object.entries(readMap('l10n/bundle.l10n.zh-cn.json'))) {
    assert.deepEqual(translated.match(/\{\d\}/g)?.sort(), text.match(/\{\d\}/g)?.sort(), text);
  }
});

test('the manifest uses exactly the names of package.nls, in both languages', () => {
  const used = [...new Set([...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(match => match[1] ?? ''))].sort();
  assert.deepEqual(Object.keys(readMap('package.nls.json')).sort(), used);
  assert.deepEqual(Object.keys(readMap('package.nls.zh-cn.json')).sort(), used);
});

test('links of a translated welcome text are those of the original', () => {
  const commands = (text: string): string[] => text.match(/\(command:[^)]+\)/g) ?? [];
  const translated = readMap('package.nls.zh-cn.json');
  for (const [name, text] of Object.entries(readMap('package.nls.json'))) {
    assert.deepEqual(commands(translated[name] ?? ''), commands(text), name);
  }
});

test('every command of the manifest is registered, and the other way round', () => {
  interface Manifest {
    contributes: { commands: { command: string }[] };
  }
  const manifest = JSON.parse(read('package.json')) as Manifest;
  const declared = manifest.contributes.commands.map(({ command }) => command.replace('footplate.', '')).sort();
  const tables = sourcesIn('src')
    .filter(file => file.endsWith('_commands.ts'))
    .map(file => read(`src/${file}`));
  const bodies = tables.map(
    text => /Record<string, Action> \{[\s\S]*?\n {2}return \{([\s\S]*?)\n {2}\};/.exec(text)?.[1] ?? '',
  );
  const registered = [...bodies.join('\n').matchAll(/^ {4}(\w+):/gm)].map(match => match[1] ?? '').sort();
  assert.deepEqual(registered, declared);
});

test('the package and the program have one version', () => {
  const cmake = /project\(footplate VERSION ([\d.]+)/.exec(read('../CMakeLists.txt'))?.[1];
  assert.equal((JSON.parse(read('package.json')) as { version: string }).version, cmake);
  assert.match(read('CHANGELOG.md'), new RegExp(`^## ${cmake ?? ''}$`, 'm'));
});
