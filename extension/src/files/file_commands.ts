// Commands about files: a new one from a template, a v1 file said in v2, the check of all.
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Action, Parts } from '../parts';
import { fileOf } from '../submit/targets';

export function fileCommands(parts: Parts): Record<string, Action> {
  return {
    newFile: target => newFile(parts, target),
    migrate: target => migrate(fileOf(target)),
    validateWorkspace: () => vscode.commands.executeCommand('workbench.action.tasks.runTask', 'footplate: validate'),
  };
}

/** In a tab of its own, not in that of what was opened for a look: the walkthrough is such a one. */
const toStay: vscode.TextDocumentShowOptions = { preview: false };

/** A template in a new file: in the folder it was asked for, under the name that its kind has. */
async function newFile({ server }: Parts, target: unknown): Promise<void> {
  const { templates } = await server.call('new', {});
  const items = templates.map(one => {
    const [label = one.name, ...rest] = one.title.split(': ');
    return { label, description: one.file_name, detail: rest.join(': '), one };
  });
  const placeHolder = vscode.l10n.t('What the file is for');
  const choice = await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true });
  if (!choice) return;
  const folder = await folderFor(target, choice.one.file_name.startsWith('.footplate/'));
  if (folder === undefined) {
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: choice.one.text });
    await vscode.window.showTextDocument(document, toStay);
    return;
  }
  const path = await freeName(folder, choice.one.file_name);
  const made = await server.call('new', { name: choice.one.name, file: path });
  if (made.path !== null) await vscode.window.showTextDocument(vscode.Uri.file(made.path), toStay);
}

/** Files of `.footplate` belong to the project, all others to the folder that was pointed at or is being worked in. */
async function folderFor(target: unknown, ofProject: boolean): Promise<string | undefined> {
  const first = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (ofProject) return first;
  if (target instanceof vscode.Uri) {
    const { type } = await vscode.workspace.fs.stat(target);
    return type & vscode.FileType.Directory ? target.fsPath : dirname(target.fsPath);
  }
  const active = vscode.window.activeTextEditor?.document.uri;
  const isInside = active?.scheme === 'file' && vscode.workspace.getWorkspaceFolder(active) !== undefined;
  return isInside ? dirname(active.fsPath) : first;
}

/** 'job.yml', else 'job-2.yml' and so on. */
async function freeName(folder: string, name: string): Promise<string> {
  const dot = name.lastIndexOf('.') > name.lastIndexOf('/') + 1 ? name.lastIndexOf('.') : name.length;
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? name : `${name.slice(0, dot)}-${number}${name.slice(dot)}`);
    try {
      await vscode.workspace.fs.stat(vscode.Uri.file(path));
    } catch {
      return path;
    }
  }
}

/** More actions than the server has at one place: each comes with its edit. */
const allResolved = 100;

/** The server's own action: new files in an edit that can be undone, never over an existing one. */
async function migrate(uri: vscode.Uri | undefined): Promise<void> {
  if (!uri) return;
  const editor = await vscode.window.showTextDocument(uri);
  const start = new vscode.Range(0, 0, 0, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    editor.document.uri,
    start,
    vscode.CodeActionKind.QuickFix.value,
    allResolved,
  );
  // Of all that can be done with a file this alone writes another one.
  const found = actions.find(({ edit }) => edit?.entries().some(([made]) => made.toString() !== uri.toString()));
  if (!found?.edit) {
    void vscode.window.showInformationMessage(vscode.l10n.t('This is no v1 file that can be migrated.'));
    return;
  }
  await vscode.workspace.applyEdit(found.edit);
  const made = found.edit.entries()[0]?.[0];
  if (made)
    await vscode.commands.executeCommand(
      'vscode.diff',
      uri,
      made,
      vscode.l10n.t('v1 → v2: {0}', basename(made.fsPath)),
    );
}
