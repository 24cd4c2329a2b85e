// The interpreter that a person chose in the extension Python Environments is the one that jobs run on.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { folder, logOfNewRun, openFile, until } from './support';

interface Chooser {
  choose(executable: string | undefined): void;
}

const asks = `type: command
experiment_name: host
command: python -c "import importlib.util as all; print('mine' if all.find_spec('only_mine') else 'another')"
environment:
  image: library/python:latest
`;

/** A Python with a module of its own. */
function ownPython(): string {
  const place = join(folder(), 'own');
  execFileSync('python3', ['-m', 'venv', '--without-pip', place]);
  const library = readdirSync(join(place, 'lib')).find(name => name.startsWith('python'));
  assert.ok(library);
  writeFileSync(join(place, 'lib', library, 'site-packages/only_mine.py'), '');
  return join(place, 'bin/python');
}

suite('python', () => {
  test('an environment that is chosen is taken by the next run', async () => {
    const { uri } = await openFile('asks.yml', asks);
    const extension = vscode.extensions.getExtension<Chooser>('ms-python.vscode-python-envs');
    const chooser = await extension?.activate();
    assert.ok(chooser);
    assert.equal(await logOfNewRun(uri), 'another\n');
    chooser.choose(ownPython());
    try {
      await until(async () => (await logOfNewRun(uri)) === 'mine\n' || undefined, 'a run on the chosen Python');
    } finally {
      chooser.choose(undefined);
    }
  });
});
