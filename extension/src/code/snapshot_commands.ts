// Commands of the snapshot's view: see what would be sent, and leave more of it out.
import * as vscode from 'vscode';
import type { Action, Parts } from '../parts';
import { subject } from '../shared/rows';
import { isSaved } from '../shared/saving';
import { fileOf, savedFile } from '../submit/targets';

export function snapshotCommands(parts: Parts): Record<string, Action> {
  const { snapshot } = parts;
  return {
    previewSnapshot: async target => {
      const file = await savedFile(fileOf(target));
      if (file !== undefined) await snapshot.show(file);
    },
    refreshSnapshot: () => {
      snapshot.refresh();
    },
    closeSnapshot: () => snapshot.close(),
    excludeFromSnapshot: target => exclude(parts, subject(target, 'code'), subject(target, 'path')),
    openSnapshotFile: target => openFile(`${subject(target, 'code')}/${subject(target, 'path')}`),
    openSnapshotRule: target => openFile(subject(target, 'ruleFile'), Number(subject(target, 'ruleLine'))),
  };
}

async function exclude({ server, snapshot }: Parts, code: string, path: string): Promise<void> {
  if (path === '') return;
  const rules = vscode.Uri.joinPath(vscode.Uri.file(code), '.amlignore');
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === rules.toString());
  if (open?.isDirty === true && !(await isSaved(open))) return;
  await server.call('snapshot', { file: code, exclude: [path] });
  snapshot.refresh();
}

async function openFile(file: string, line = 1): Promise<void> {
  if (file === '') return;
  const at = new vscode.Position(Math.max(0, line - 1), 0);
  const selection = new vscode.Range(at, at);
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file), { selection, preview: true });
}
