// The palette's and the menus' commands. Each finds out what it is about, makes one call to the server and shows the answer.
import * as vscode from 'vscode';
import { computeNames } from './computes';
import type { DryRuns } from './dry_runs';
import type { LogTerminals } from './log_terminal';
import type { Run } from './protocol';
import { describe, isActive, title } from './run_format';
import type { RunPlaces } from './run_places';
import type { Node, RunsView } from './runs_view';
import type { Server } from './server';

export interface Parts {
  server: Server;
  view: RunsView;
  logs: LogTerminals;
  places: RunPlaces;
  dryRuns: DryRuns;
}

export function registerCommands(parts: Parts): vscode.Disposable {
  const { server, view } = parts;
  const table: Record<string, (target?: unknown) => unknown> = {
    submit: target => submit(parts, target),
    submitAndFollow: async target => {
      const run = await submit(parts, target);
      if (run) await openLog(parts, run);
    },
    submitTo: target => submitTo(parts, target),
    dryRun: target => dryRun(parts, target),
    cancel: target => withRun(parts, target, isActive, run => cancel(parts, run)),
    openLog: target => withRun(parts, target, any, run => openLog(parts, run)),
    openOutputs: target => withRun(parts, target, any, run => openOutputs(parts, run)),
    copyRunId: target => withRun(parts, target, any, run => vscode.env.clipboard.writeText(run.id)),
    refresh: () => view.refresh(),
    loadMore: () => view.loadMore(),
    restartServer: () => server.restart(),
    showServerLog: () => {
      server.showLog();
    },
  };
  const registered = Object.entries(table).map(([name, run]) =>
    vscode.commands.registerCommand(`footplate.${name}`, async (target?: unknown) => {
      try {
        await run(target);
      } catch (error) {
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

const any = (): boolean => true;

/** `on` names the compute; without it the file decides. */
async function submit({ server, view, places }: Parts, target: unknown, on?: string): Promise<Run | undefined> {
  if (!(await mayRun())) return undefined;
  const file = await savedFile(target);
  if (file === undefined) return undefined;
  const progress = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Submitting the job') };
  try {
    const parameters = on === undefined ? { file } : { file, on };
    const { run } = await vscode.window.withProgress(progress, () => server.call('submit', parameters));
    places.noteSubmitted(file);
    view.take([run]);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Submitted: {0}', run.id), 5000);
    return run;
  } catch (error) {
    await showRefusal(error);
    return undefined;
  }
}

/** A file that is not right yet: what is wrong with it stands in the list of problems. */
async function showRefusal(error: unknown): Promise<void> {
  const problems = vscode.l10n.t('Show Problems');
  const message = error instanceof Error ? error.message : String(error);
  const choice = await vscode.window.showErrorMessage(message, problems);
  if (choice === problems) await vscode.commands.executeCommand('workbench.actions.view.problems');
}

async function submitTo(parts: Parts, target: unknown): Promise<void> {
  const file = fileOf(target)?.fsPath;
  const names = await computeNames(file);
  const placeHolder = vscode.l10n.t('Choose where the job runs');
  const on = await vscode.window.showQuickPick(names, { placeHolder });
  if (on === undefined) return;
  const run = await submit(parts, target, on);
  if (run) await openLog(parts, run);
}

async function dryRun({ server, dryRuns }: Parts, target: unknown): Promise<void> {
  if (!(await mayRun())) return;
  const file = await savedFile(target);
  if (file === undefined) return;
  try {
    await dryRuns.show(file, await server.dryRun({ file }));
  } catch (error) {
    await showRefusal(error);
  }
}

/** Nothing is run from a workspace whose author is not trusted; asks once instead of failing. */
async function mayRun(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Trust');
  const message = vscode.l10n.t('Jobs are not run in a restricted workspace.');
  const choice = await vscode.window.showWarningMessage(message, manage);
  if (choice === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}

/** A menu gives a Uri, a lens its text, the palette nothing. */
function fileOf(target: unknown): vscode.Uri | undefined {
  if (target instanceof vscode.Uri) return target;
  if (typeof target === 'string') return vscode.Uri.parse(target);
  return vscode.window.activeTextEditor?.document.uri;
}

/** The file to submit, as it is on the screen: unsaved changes are saved first. */
async function savedFile(target: unknown): Promise<string | undefined> {
  const uri = fileOf(target);
  if (uri?.scheme !== 'file') {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a saved job file first.'));
    return undefined;
  }
  const document = vscode.workspace.textDocuments.find(open => open.uri.toString() === uri.toString());
  // Always asked to save: right after an automatic save, `isDirty` can be false although more was typed meanwhile.
  if (document && !(await document.save()) && document.isDirty) return undefined;
  return uri.fsPath;
}

async function cancel({ server, view }: Parts, run: Run): Promise<void> {
  const answer = await server.call('cancel', { run: run.id });
  view.take([answer.run]);
}

async function openLog({ server, logs, places }: Parts, run: Run): Promise<void> {
  const place = await places.find(run.id);
  logs.show(server.program, place?.root ?? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '.', run);
}

async function openOutputs({ places }: Parts, run: Run): Promise<void> {
  const place = await places.find(run.id);
  if (!place) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The folder of run {0} is not on this machine.', run.id));
    return;
  }
  const folder = vscode.Uri.joinPath(vscode.Uri.file(place.folder), 'outputs');
  const inside = vscode.workspace.getWorkspaceFolder(folder) !== undefined;
  await vscode.commands.executeCommand(inside ? 'revealInExplorer' : 'revealFileInOS', folder);
}

/** The run a menu was opened on, else one that the person picks. */
async function withRun(
  { view }: Parts,
  target: unknown,
  wanted: (run: Run) => boolean,
  action: (run: Run) => unknown,
): Promise<void> {
  const run = runOf(target) ?? (await pickRun(view.model.all().filter(wanted)));
  if (run) await action(run);
}

function runOf(target: unknown): Run | undefined {
  const node = target as Node | undefined;
  return node && typeof node === 'object' && 'run' in node ? node.run : undefined;
}

async function pickRun(runs: Run[]): Promise<Run | undefined> {
  if (runs.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no such run.'));
    return undefined;
  }
  const items = runs.map(run => ({
    label: title(run),
    description: describe(run),
    detail: `${run.experiment} · ${run.id}`,
    run,
  }));
  const options = { placeHolder: vscode.l10n.t('Choose a run'), matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.run;
}
