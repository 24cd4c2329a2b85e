// Errors as messages of the window.
import * as vscode from 'vscode';

/** Told with a way out: VS Code cuts a message that has no button after half a line. Gives the way that the person chose. */
export async function tellError(error: unknown, ...ways: string[]): Promise<string | undefined> {
  const message = error instanceof Error ? error.message : String(error);
  const log = vscode.l10n.t('Show Log');
  const choice = await vscode.window.showErrorMessage(message, ...(ways.length > 0 ? ways : [log]));
  if (choice === log) await vscode.commands.executeCommand('footplate.showServerLog');
  return choice;
}
