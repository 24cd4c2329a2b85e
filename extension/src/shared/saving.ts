// Documents on the disk as they are on the screen: the server reads files.
import * as vscode from 'vscode';

/** Saves a document, and says so where that cannot be. A save of VS Code's own that is under way makes ours fail: then once more. */
export async function isSaved(document: vscode.TextDocument): Promise<boolean> {
  for (const wait of [0, 300, 1000]) {
    await new Promise(resolve => setTimeout(resolve, wait));
    if ((await document.save()) || !document.isDirty) return true;
  }
  const name = vscode.workspace.asRelativePath(document.uri);
  void vscode.window.showWarningMessage(
    vscode.l10n.t('{0} could not be saved. Footplate reads files from the disk, so nothing was done.', name),
  );
  return false;
}
