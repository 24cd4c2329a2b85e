// Wires the parts together. What the extension knows about files and runs, it knows from the server.
import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { DryRuns } from './dry_runs';
import { LogTerminals } from './log_terminal';
import type { Run, RunDetails } from './protocol';
import { title } from './run_format';
import { RunPlaces } from './run_places';
import { RunsView } from './runs_view';
import { Server } from './server';
import { StatusItem } from './status';

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const started = new Server(context);
  server = started;
  const view = new RunsView(started);
  const logs = new LogTerminals();
  const dryRuns = new DryRuns();
  const places = new RunPlaces(() => (vscode.workspace.workspaceFolders ?? []).map(folder => folder.uri.fsPath));
  context.subscriptions.push(
    started,
    view,
    logs,
    dryRuns,
    new StatusItem(started, view),
    registerCommands({ server: started, view, logs, places, dryRuns }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      started.trust();
    }),
    vscode.workspace.onDidChangeConfiguration(change => {
      const restart = ['footplate.path', 'footplate.python'].some(name => change.affectsConfiguration(name));
      if (restart) void started.restart();
      else if (change.affectsConfiguration('footplate') || change.affectsConfiguration('yaml'))
        started.settingsChanged();
    }),
    view.onRunEnded(run => void tellFailure(run)),
  );
  await started.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

/** A run that fails while somebody works on something else is worth a word; one that completes is seen in the tree. */
async function tellFailure(run: Run | RunDetails): Promise<void> {
  if (run.status !== 'Failed') return;
  const open = vscode.l10n.t('Open Log');
  const reason = 'error' in run && run.error ? `: ${run.error.message}` : '';
  const choice = await vscode.window.showWarningMessage(vscode.l10n.t('{0} failed{1}', title(run), reason), open);
  if (choice === open) await vscode.commands.executeCommand('footplate.openLog', { run });
}
