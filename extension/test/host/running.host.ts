// Commands that run something, as another extension or a keybinding would call them.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { fileUri, folder, goodJob, openFile, until } from './support';

function endedRuns(): string[] {
  const runs = join(folder(), '.footplate/runs');
  if (!existsSync(runs)) return [];
  return readdirSync(runs).filter(id => existsSync(join(runs, id, 'end.json')));
}

suite('running', () => {
  test('a file is submitted by its address, and its run ends', async () => {
    const { uri } = await openFile('job.yml', goodJob);
    await vscode.commands.executeCommand('footplate.submit', uri);
    const [id] = await until(() => (endedRuns().length > 0 ? endedRuns() : undefined), 'a run has ended');
    const log = readFileSync(join(folder(), '.footplate/runs', id ?? '', 'user_logs/std_log.txt'), 'utf8');
    assert.equal(log, 'hello world\n');
  });

  test('what was typed but not saved is what runs', async () => {
    const { uri } = await openFile('unsaved.yml', goodJob);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(4, 'command: echo '.length), 'changed ');
    await vscode.workspace.applyEdit(edit);
    const before = new Set(endedRuns());
    await vscode.commands.executeCommand('footplate.submit', uri);
    const id = await until(() => endedRuns().find(run => !before.has(run)), 'a second run has ended');
    const log = readFileSync(join(folder(), '.footplate/runs', id, 'user_logs/std_log.txt'), 'utf8');
    assert.equal(log, 'changed hello world\n');
  });

  test('the command line for a file is copied, ready for a shell', async () => {
    await vscode.commands.executeCommand('footplate.copySubmitCommand', fileUri('job.yml'));
    const text = await vscode.env.clipboard.readText();
    assert.match(text, /footplate.* submit .*job\.yml/);
  });

  test('the task checks the workspace, and its problems are matched', async () => {
    await openFile('broken.yml', goodJob.replace('command: echo', 'comand: echo'));
    const [task] = await vscode.tasks.fetchTasks({ type: 'footplate' });
    assert.ok(task);
    const ended = new Promise<number | undefined>(resolve => {
      const listening = vscode.tasks.onDidEndTaskProcess(({ exitCode }) => {
        listening.dispose();
        resolve(exitCode);
      });
    });
    await vscode.tasks.executeTask(task);
    assert.equal(await ended, 1);
    const matched = (): boolean =>
      vscode.languages.getDiagnostics(fileUri('broken.yml')).some(({ source }) => source === 'footplate');
    await until(() => matched() || undefined, 'the problem of the task');
  });
});
