// Commands that begin runs: submit in its forms, and the dry run.
import * as vscode from 'vscode';
import { askInputs } from './changed_inputs';
import { computeNames } from '../lists/computes';
import type { Action, Parts } from '../parts';
import type { Run, SubmitParams } from '../server/protocol';
import { openLog } from '../runs/run_commands';
import { DoubleClicks } from '../shared/double_clicks';
import { showRefusal } from './refusals';
import { fileOf, filesOf, mayRun, savedFile } from './targets';

export function submitCommands(parts: Parts): Record<string, Action> {
  return {
    submit: (target, selected) => submitAll(parts, filesOf(target, selected)),
    submitAndFollow: async target => {
      const run = await submit(parts, fileOf(target));
      if (run) await openLog(parts, run);
    },
    submitTo: target => submitTo(parts, fileOf(target)),
    submitWithInputs: target => submitWithInputs(parts, fileOf(target)),
    dryRun: target => dryRun(parts, fileOf(target)),
  };
}

async function submitAll(parts: Parts, files: readonly (vscode.Uri | undefined)[]): Promise<void> {
  let begun = 0;
  for (const file of files) if (await submit(parts, file)) begun += 1;
  if (files.length > 1)
    vscode.window.setStatusBarMessage(vscode.l10n.t('{0} of {1} files submitted', begun, files.length), 5000);
}

const clicks = new DoubleClicks();

type Extra = Omit<SubmitParams, 'file'>;

async function submit(
  { server, view, places }: Parts,
  uri: vscode.Uri | undefined,
  extra: Extra = {},
): Promise<Run | undefined> {
  const what = `${uri?.toString() ?? ''} ${JSON.stringify(extra)}`;
  if (clicks.isSecond(what, Date.now()) || !(await mayRun())) return undefined;
  const file = await savedFile(uri);
  if (file === undefined) return undefined;
  const progress = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Submitting the job') };
  try {
    const { run } = await vscode.window.withProgress(progress, (report, cancel) =>
      server.call('submit', { file, ...extra }, cancel, report),
    );
    places.noteSubmitted(file, run.id);
    view.takeSubmitted(run);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Submitted: {0}', run.id), 5000);
    return run;
  } catch (error) {
    await showRefusal(error);
    return undefined;
  }
}

async function submitTo(parts: Parts, uri: vscode.Uri | undefined): Promise<void> {
  const names = await computeNames(uri?.fsPath);
  const placeHolder = vscode.l10n.t('Choose where the job runs');
  const on = await vscode.window.showQuickPick(names, { placeHolder });
  if (on === undefined) return;
  const run = await submit(parts, uri, { on });
  if (run) await openLog(parts, run);
}

async function submitWithInputs(parts: Parts, uri: vscode.Uri | undefined): Promise<void> {
  if (!(await mayRun())) return;
  const file = await savedFile(uri);
  if (file === undefined) return;
  try {
    const { dry_run: plan } = await parts.server.dryRun({ file });
    const values = await askInputs(parts.context.workspaceState, file, plan);
    if (!values) return;
    const set = Object.entries(values).map(([name, value]) => `inputs.${name}=${value}`);
    const run = await submit(parts, uri, { set });
    if (run) await openLog(parts, run);
  } catch (error) {
    await showRefusal(error);
  }
}

async function dryRun({ server, dryRuns }: Parts, uri: vscode.Uri | undefined): Promise<void> {
  if (!(await mayRun())) return;
  const file = await savedFile(uri);
  if (file === undefined) return;
  try {
    await dryRuns.show(file, await server.dryRun({ file }));
  } catch (error) {
    await showRefusal(error);
  }
}
