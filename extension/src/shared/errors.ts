// Errors as messages of the window.
import * as vscode from 'vscode';

/** Told with a way out: VS Code cuts a message that has no button after half a line. Gives the way that the person chose. */
export function tellError(error: unknown, ...ways: string[]): Promise<string | undefined> {
  return tell(vscode.window.showErrorMessage, error instanceof Error ? error.message : String(error), ways);
}

/** The same for what is no failure. */
export function tellWarning(message: string): Promise<string | undefined> {
  return tell(vscode.window.showWarningMessage, message, []);
}

type Teller = (message: string, ...ways: string[]) => Thenable<string | undefined>;

async function tell(show: Teller, message: string, ways: string[]): Promise<string | undefined> {
  const log = vscode.l10n.t('Show Log');
  const choice = await show(message, ...(ways.length > 0 ? ways : [log]));
  if (choice === log) await vscode.commands.executeCommand('footplate.showServerLog');
  return choice;
}

/** Whether the server says that what was asked for does not exist. */
export function isNotThere(error: unknown): boolean {
  return (error as { data?: { code?: string } } | undefined)?.data?.code === 'notFound';
}
