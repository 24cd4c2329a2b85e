// A job under the debugger: it is submitted so that its Python waits, and VS Code's debugger attaches to it. Breakpoints are those of
// the person's own files: the run's copy of the code is mapped to them.
import * as vscode from 'vscode';
import { attachConfiguration, debuggerType } from './attach_configuration';
import type { Action, Parts } from '../parts';
import type { Run } from '../server/protocol';
import { openLog } from '../runs/run_commands';
import { isActive, title } from '../runs/run_format';
import { showRefusal } from './refusals';
import { fileOf, mayRun, savedFile } from './targets';

const debuggerExtension = 'ms-python.debugpy';

export function debugCommands(parts: Parts): Record<string, Action> {
  return {
    debug: target => debug(parts, fileOf(target)),
  };
}

async function debug(parts: Parts, uri: vscode.Uri | undefined): Promise<void> {
  if (!(await mayRun()) || !(await hasDebugger())) return;
  const file = await savedFile(uri);
  if (file === undefined) return;
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Waiting for the Python of the job'),
    cancellable: true,
  };
  const began = new Date().toISOString();
  const waiting = { isCanceled: false };
  try {
    const answer = await vscode.window.withProgress(progress, (report, cancel) => {
      cancel.onCancellationRequested(() => (waiting.isCanceled = true));
      return parts.server.call('submit', { file, debug: true }, cancel, report);
    });
    parts.places.noteSubmitted(file, answer.run.id);
    parts.view.takeSubmitted(answer.run);
    await openLog(parts, answer.run);
    if (answer.debug) await attach(parts, file, answer.run, attachConfiguration(title(answer.run), answer.debug));
    else await tellNoPython(answer.run);
  } catch (error) {
    if (waiting.isCanceled) await cancelBegun(parts, file, began);
    else await showRefusal(error);
  }
}

/** Who no longer waits for the Python does not want the run either: it would wait for a debugger for ever. */
async function cancelBegun({ server, view }: Parts, file: string, began: string): Promise<void> {
  const where = `file = '${file.replaceAll("'", "''")}'`;
  const [run] = (await server.call('list', { where, limit: 1 })).runs;
  if (!run || run.created < began || !isActive(run)) return; // it was not begun yet
  view.take([(await server.call('cancel', { runs: [run.id] })).run]);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Canceled: {0}', title(run)), 5000);
}

/** Any extension's debugger of Python will do. */
async function hasDebugger(): Promise<boolean> {
  interface Manifest {
    contributes?: { debuggers?: { type?: string }[] };
  }
  const isThere = vscode.extensions.all.some(({ packageJSON }) =>
    (packageJSON as Manifest).contributes?.debuggers?.some(({ type }) => type === debuggerType),
  );
  if (isThere) return true;
  const find = vscode.l10n.t('Find Extension');
  const message = vscode.l10n.t(
    'To debug a job, VS Code needs the extension Python Debugger ({0}).',
    debuggerExtension,
  );
  const choice = await vscode.window.showWarningMessage(message, find);
  if (choice === find) await vscode.commands.executeCommand('workbench.extensions.search', `@id:${debuggerExtension}`);
  return false;
}

async function attach(
  { server, view }: Parts,
  file: string,
  run: Run,
  configuration: vscode.DebugConfiguration,
): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file));
  if (await vscode.debug.startDebugging(folder, configuration)) return;
  const cancel = vscode.l10n.t('Cancel Run');
  const message = vscode.l10n.t('The debugger did not attach; the run {0} waits for one.', title(run));
  if ((await vscode.window.showErrorMessage(message, cancel)) === cancel)
    view.take([(await server.call('cancel', { runs: [run.id] })).run]);
}

async function tellNoPython(run: Run): Promise<void> {
  const open = vscode.l10n.t('Open Run');
  const message = vscode.l10n.t('The run {0} ended before a Python of it could be debugged.', title(run));
  if ((await vscode.window.showWarningMessage(message, open)) === open)
    await vscode.commands.executeCommand('footplate.openRun', { run });
}
