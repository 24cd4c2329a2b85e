// What a command is about: the file or the run that a menu, a lens or the palette was used on.
import * as vscode from 'vscode';
import type { Run } from '../server/protocol';
import { describe, title } from '../runs/run_format';
import type { RunsView } from '../runs/runs_view';
import type { Node } from '../runs/tree_nodes';
import { tongue } from '../shared/tongue';
import { withoutIcons } from '../shared/icons';
import { isSaved } from '../shared/saving';

/** A file that the person chooses; the one in front is offered. */
export async function chooseFile(title: string): Promise<vscode.Uri | undefined> {
  const defaultUri = yamlOf(undefined) ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const filters = { YAML: ['yml', 'yaml', 'runconfig'] };
  return (await vscode.window.showOpenDialog({ title, filters, ...(defaultUri && { defaultUri }) }))?.[0];
}

/** The file of a menu or the one in front, where it can be a file of ours. */
export function yamlOf(target: unknown): vscode.Uri | undefined {
  const uri = fileOf(target);
  return uri?.scheme === 'file' && /\.(ya?ml|runconfig)$/.test(uri.path) ? uri : undefined;
}

/** A menu gives a Uri, a lens its text, the palette nothing. */
export function fileOf(target: unknown): vscode.Uri | undefined {
  if (target instanceof vscode.Uri) return target;
  if (typeof target === 'string') return vscode.Uri.parse(target);
  return vscode.window.activeTextEditor?.document.uri;
}

/** The files of an explorer selection; the second argument of its menus holds all that are selected. */
export function filesOf(target: unknown, selected: unknown): (vscode.Uri | undefined)[] {
  const isSelection =
    Array.isArray(selected) && selected.length > 0 && selected.every(uri => uri instanceof vscode.Uri);
  return isSelection ? selected : [fileOf(target)];
}

/** The file as it is on the screen: unsaved changes of it, and of files beside it that it may name, are saved first. */
export async function savedFile(uri: vscode.Uri | undefined): Promise<string | undefined> {
  if (uri?.scheme !== 'file') {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a saved job file first.'));
    return undefined;
  }
  const workspace = vscode.workspace.getWorkspaceFolder(uri);
  for (const document of vscode.workspace.textDocuments) {
    const isJob = document.uri.toString() === uri.toString();
    const isNear = workspace !== undefined && vscode.workspace.getWorkspaceFolder(document.uri) === workspace;
    // The job is always asked to save: right after an automatic save `isDirty` can be false although more was typed meanwhile.
    if (isJob || (isNear && document.isDirty && document.uri.scheme === 'file')) {
      if (!(await isSaved(document))) return undefined;
    }
  }
  return uri.fsPath;
}

export function runOf(target: unknown): Run | undefined {
  const node = target as Node | undefined;
  return node && typeof node === 'object' && 'run' in node ? node.run : undefined;
}

/**
 * The runs that a menu or a button of a row is about: the selection where the row is part of it, else the row alone. VS Code hands the
 * selection over in both cases.
 */
function runsOf(target: unknown, selected: unknown): Run[] {
  const run = runOf(target);
  const runs = Array.isArray(selected) ? selected.flatMap(node => runOf(node) ?? []) : [];
  return run === undefined || runs.some(({ id }) => id === run.id) ? runs : [run];
}

export const anyRun = (): boolean => true;

/** The runs a menu was opened on, else one that the person picks. A row whose run has gone on meanwhile is told so. */
export async function chosenRuns(
  view: RunsView,
  target: unknown,
  selected: unknown,
  wanted: (run: Run) => boolean = anyRun,
): Promise<Run[]> {
  const named = runsOf(target, selected).map(run => view.model.find(run.id) ?? run);
  const runs = named.filter(wanted);
  if (runs.length > 0) return runs;
  if (named.length > 0) {
    void vscode.window.showInformationMessage(named.map(run => `${title(run)}: ${describe(run, tongue)}`).join('; '));
    return [];
  }
  const one = await pickRun((await view.choices()).filter(wanted));
  return one ? [one] : [];
}

export function runItems(runs: readonly Run[]): (vscode.QuickPickItem & { run: Run })[] {
  return runs.map(run => ({
    label: withoutIcons(title(run)),
    description: withoutIcons(describe(run, tongue)),
    detail: withoutIcons(`${run.experiment} · ${run.id}`),
    run,
  }));
}

async function pickRun(runs: readonly Run[]): Promise<Run | undefined> {
  if (runs.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no such run.'));
    return undefined;
  }
  const options = { placeHolder: vscode.l10n.t('Choose a run'), matchOnDetail: true };
  return (await vscode.window.showQuickPick(runItems(runs), options))?.run;
}

export async function pickRuns(runs: readonly Run[], placeHolder: string): Promise<Run[] | undefined> {
  const options = { placeHolder, matchOnDetail: true, canPickMany: true } as const;
  return (await vscode.window.showQuickPick(runItems(runs), options))?.map(item => item.run);
}

/** Nothing is run from a workspace whose author is not trusted; asks once instead of failing. */
export async function mayRun(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Trust');
  const message = vscode.l10n.t('Jobs are not run in a restricted workspace.');
  const choice = await vscode.window.showWarningMessage(message, manage);
  if (choice === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}
