import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

interface Entry {
  command: string;
  when?: string;
}

interface Manifest {
  contributes: { commands: { command: string }[]; menus: Record<string, Entry[]> };
}

const { contributes } = JSON.parse(readFileSync(join(process.cwd(), 'package.json'), 'utf8')) as Manifest;

/** What runs code of the workspace, or changes runs, computes, environments or assets. */
const acting = new RegExp(
  `^footplate\\.(${[
    'submit(AndFollow|To|WithInputs)?',
    'dryRun|debug|cancel|rerun|doctor',
    '(rename|tag|archive|restore|delete)Run',
    '(start|stop)Compute',
    '(build|rebuild|remove|prune)Environments?',
    '(register|archive)Asset',
  ].join('|')})$`,
);

test('whatever acts is offered nowhere in a restricted workspace', () => {
  const offered = Object.entries(contributes.menus).flatMap(([menu, entries]) =>
    entries
      .filter(({ command, when = '' }) => acting.test(command) && !/\bisWorkspaceTrusted\b|^false$/.test(when))
      .map(({ command }) => `${menu}: ${command}`),
  );
  assert.deepEqual(offered, []);
});

test('the palette has a condition for each command that acts: without one it is offered always', () => {
  const named = new Set(contributes.menus.commandPalette?.map(({ command }) => command));
  const acts = contributes.commands.map(({ command }) => command).filter(command => acting.test(command));
  assert.ok(acts.length > 15);
  assert.deepEqual(
    acts.filter(command => !named.has(command)),
    [],
  );
});

test('a command that some menu offers is declared', () => {
  const declared = new Set(contributes.commands.map(({ command }) => command));
  const unknown = Object.values(contributes.menus)
    .flat()
    .filter(({ command }) => !declared.has(command));
  assert.deepEqual(unknown, []);
});
