import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

interface Entry {
  command: string;
  when?: string;
}

interface Welcome {
  view: string;
  contents: string;
  when: string;
}

interface Manifest {
  contributes: { commands: { command: string }[]; menus: Record<string, Entry[]>; viewsWelcome: Welcome[] };
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

test('a view says that there is nothing only while the server runs, else how it is with the server', () => {
  const views = new Set(contributes.viewsWelcome.map(({ view }) => view));
  assert.equal(views.size, 4);
  for (const name of views) {
    const texts = contributes.viewsWelcome.filter(({ view }) => view === name);
    const spoken = (state: string): string[] =>
      texts.filter(({ when }) => when.includes(state)).map(({ contents }) => contents);
    assert.deepEqual(spoken('server == failed'), ['%welcome.noServer%']);
    assert.deepEqual(spoken('starting'), ['%welcome.starting%']);
    const surroundings = /noFolder|untrusted|noServer|starting/;
    const nothing = texts.filter(({ contents }) => !surroundings.test(contents));
    assert.equal(nothing.length > 0, name !== 'footplate.compute'); // this machine is always there
    for (const { when, contents } of nothing) assert.match(when, /footplate\.server == running/, contents);
  }
});
