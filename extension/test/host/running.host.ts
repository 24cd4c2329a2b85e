// Commands that run something, as another extension or a keybinding would call them.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fileUri, goodJob, logOfNewRun, openFile, until } from './support';

suite('running', () => {
  test('a file is submitted by its address, and its run ends', async () => {
    const { uri } = await openFile('job.yml', goodJob);
    assert.equal(await logOfNewRun(uri), 'hello world\n');
  });

  test('what was typed but not saved is what runs', async () => {
    const { uri } = await openFile('unsaved.yml', goodJob);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(4, 'command: echo '.length), 'changed ');
    await vscode.workspace.applyEdit(edit);
    assert.equal(await logOfNewRun(uri), 'changed hello world\n');
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
