// What the page of a run asks for with a file that the run made.
import { copyFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { reveal } from '../shared/reveal';

export async function openOutput(file: vscode.Uri, how: 'open' | 'reveal' | 'download'): Promise<void> {
  if (how === 'open') {
    await vscode.commands.executeCommand('vscode.open', file);
  } else if (how === 'reveal') {
    await reveal(file);
  } else {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
    const defaultUri = vscode.Uri.joinPath(folder, basename(file.fsPath));
    const target = await vscode.window.showSaveDialog({ defaultUri });
    if (target) await copyFile(file.fsPath, target.fsPath);
  }
}
