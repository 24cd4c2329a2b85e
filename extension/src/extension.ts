// Wires the parts together. What the extension knows about files and runs, it knows from the server.
import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { DiffDocuments } from './code/diff_documents';
import { DocumentActions } from './files/document_actions';
import { DryRuns } from './submit/dry_runs';
import { followLanguages } from './files/language';
import { LastRunLens } from './submit/last_run_lens';
import { listViews } from './lists/list_views';
import { LogLinkProvider, openSource } from './logs/log_link_provider';
import { LogTerminals } from './logs/log_terminal';
import { openOutput } from './runs/output_files';
import { RunNotices } from './runs/run_notices';
import { RunPages, type RunPageActions } from './runs/run_page';
import { RunPlaces } from './runs/run_places';
import { RunsTable } from './runs/runs_table';
import { RunsView } from './runs/runs_view';
import { Server } from './server/server';
import { SnapshotView } from './code/snapshot_view';
import { ActiveTarget } from './submit/active_target';
import { StatusItem } from './runs/status';
import { pickRuns } from './submit/targets';
import { TextDocuments } from './shared/text_documents';
import { ValidateTasks } from './files/validate_task';

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const started = new Server(context);
  server = started;
  const view = new RunsView(started, context.workspaceState);
  const logs = new LogTerminals();
  const places = new RunPlaces(() => (vscode.workspace.workspaceFolders ?? []).map(folder => folder.uri.fsPath));
  const notices = new RunNotices(started, places);
  const pages = new RunPages(started, places, context.extensionUri, pageActions(view));
  const table = new RunsTable(started, context.extensionUri, {
    openRun: id => void pages.show(id),
    act: (action, ids) => void actOnRuns(view, action, ids),
    copyCommand: state => void vscode.commands.executeCommand('footplate.copyListCommand', state),
  });
  const lists = listViews(started);
  const snapshot = new SnapshotView(started);
  const parts = { context, server: started, view, logs, places, pages, table, lists, snapshot };
  const documents = new TextDocuments();
  const dryRuns = new DryRuns();
  const diffs = new DiffDocuments(started);
  const target = new ActiveTarget(started);
  context.subscriptions.push(
    ...[
      started,
      view,
      logs,
      documents,
      dryRuns,
      diffs,
      pages,
      table,
      snapshot,
      lists.compute,
      lists.environments,
      lists.assets,
    ],
    target,
    new StatusItem(started, view, target),
    registerCommands({ ...parts, documents, dryRuns, diffs }),
    followLanguages(),
    new DocumentActions(started),
    new LastRunLens(started),
    vscode.window.registerTerminalLinkProvider(new LogLinkProvider(logs, started)),
    vscode.tasks.registerTaskProvider('footplate', new ValidateTasks(started)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      started.trust();
    }),
    vscode.workspace.onDidChangeConfiguration(change => {
      settingsChanged(started, change);
    }),
    view.onRunEnded(run => void notices.ended(run)),
    followDeletion(view),
  );
  await started.restart();
  void started.python.look();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

/** Who deletes the folder of the runs, or their database, sees them gone: the server tells of runs that change. */
function followDeletion(view: RunsView): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher('**/.footplate{,/footplate.db}', true, true);
  watcher.onDidDelete(() => void view.forget());
  return watcher;
}

function settingsChanged(started: Server, change: vscode.ConfigurationChangeEvent): void {
  if (change.affectsConfiguration('footplate.path')) void started.restart();
  else if (change.affectsConfiguration('footplate') || change.affectsConfiguration('yaml')) started.settingsChanged();
}

function pageActions(view: RunsView): RunPageActions {
  const commands: Record<string, string> = { openFile: 'openJobFile' };
  return {
    act: (action, run) => void vscode.commands.executeCommand(`footplate.${commands[action] ?? action}`, { run }),
    openRun: id => void vscode.commands.executeCommand('footplate.openRun', { run: view.model.find(id) ?? { id } }),
    openOutput: (file, how) => void openOutput(file, how),
    openSource: (file, line, jobFile) => void openSource(file, line, jobFile),
    chooseOthers: async run => {
      const others = (await view.choices()).filter(other => other.id !== run.id);
      return pickRuns(others, vscode.l10n.t('Choose the runs to compare with'));
    },
  };
}

async function actOnRuns(view: RunsView, action: 'compareRuns' | 'diffRuns', ids: readonly string[]): Promise<void> {
  const nodes = ids.map(id => ({ run: view.model.find(id) ?? { id, tags: {} } }));
  await vscode.commands.executeCommand(`footplate.${action}`, nodes[0], nodes);
}
