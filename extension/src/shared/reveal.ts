// Shows a folder or file where the person can see it: in the explorer when it is in the workspace, else in the file manager, or,
// on another machine, in a terminal that stands there.
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';

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
