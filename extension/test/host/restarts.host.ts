// The server goes and comes at every moment of another's start: one is left, and it knows what is open.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { fileUri, goodJob, messages, openFile, until } from './support';

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // the process has gone meanwhile
  }
}

/** Process ids of the language servers that this extension host started and that still run. */
function servers(): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(id => {
      const [state, parent] = read(`/proc/${id}/stat`)
        .replace(/^.*\) /s, '')
        .split(' ');
      return state !== 'Z' && Number(parent) === process.pid && read(`/proc/${id}/cmdline`).split('\0')[1] === 'lsp';
    })
    .map(Number);
}

async function oneServer(): Promise<number> {
  return await until(() => (servers().length === 1 ? servers()[0] : undefined), 'one server');
}

async function isToldAnew(uri: vscode.Uri): Promise<void> {
  await until(() => messages(uri).find(text => text.includes("'comand'")), 'the remark of the new server');
}

suite('restarts', () => {
  suiteSetup(async () => {
    const { uri } = await openFile('restarts.yml', goodJob.replace('command: echo', 'comand: echo'));
    await isToldAnew(uri);
  });

  test('a new server knows what is open', async () => {
    const before = await oneServer();
    await vscode.commands.executeCommand('footplate.restartServer');
    assert.notEqual(await oneServer(), before);
    await isToldAnew(fileUri('restarts.yml'));
  });

  // The first start after an end comes 250 ms later.
  for (const moment of [0, 150, 240, 250, 260, 280, 400, 1000]) {
    test(`a restart ${moment} ms after the server was killed leaves one server`, async () => {
      const before = await oneServer();
      process.kill(before, 'SIGKILL');
      await setTimeout(moment);
      await vscode.commands.executeCommand('footplate.restartServer');
      await setTimeout(500); // the start that was planned would be over
      assert.notEqual(await oneServer(), before);
      await isToldAnew(fileUri('restarts.yml'));
    });
  }
});
