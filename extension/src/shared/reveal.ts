// Shows a file in an editor, or a folder or file where the person can see it.
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';

/** In the column where the file is open already, else in the one in front. */
export async function showFile(uri: vscode.Uri, options: vscode.TextDocumentShowOptions = {}): Promise<void> {
  const isIt = ({ input }: vscode.Tab): boolean =>
    input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
  const groups = [vscode.window.tabGroups.activeTabGroup, ...vscode.window.tabGroups.all];
  const viewColumn = groups.find(({ tabs }) => tabs.some(isIt))?.viewColumn;
  await vscode.window.showTextDocument(uri, { ...options, ...(viewColumn !== undefined && { viewColumn }) });
}

/** In the explorer when it is in the workspace, else in the file manager, or, on another machine, in a terminal that stands there. */
export async function reveal(uri: vscode.Uri): Promise<void> {
  const isElsewhere = vscode.env.remoteName !== undefined || vscode.env.uiKind === vscode.UIKind.Web;
  if (vscode.workspace.getWorkspaceFolder(uri) !== undefined) {
    await vscode.commands.executeCommand('revealInExplorer', uri);
  } else if (!isElsewhere) {
    await vscode.commands.executeCommand('revealFileInOS', uri);
  } else {
    const isFolder = (await stat(uri.fsPath)).isDirectory();
    const cwd = isFolder ? uri.fsPath : dirname(uri.fsPath);
    vscode.window.createTerminal({ cwd }).show();
  }
}
