// Commands about runs that are there: look, cancel, run again, compare, put away.
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import * as vscode from 'vscode';
import { comparisonTable } from './comparison';
import { eachRun } from './each_run';
import type { Action, Parts } from '../parts';
import type { Run } from '../server/protocol';
import { wordsOf } from '../shared/cli_words';
import { reveal, showFile } from '../shared/reveal';
import { typing } from '../shared/typing';
import { isActive, title } from './run_format';
import { tongue } from '../shared/tongue';
import { chosenRuns, mayRun, pickRuns } from '../submit/targets';

/** Characters of a log that one answer of the server can have; in UTF-8 they may be fewer. */
const mostLog = 250_000;

export function runCommands(parts: Parts): Record<string, Action> {
  const { view } = parts;
  const hasEnded = (run: Run): boolean => !isActive(run);
  return {
    openRun: eachRun(parts, (_, run) => parts.pages.show(run.id, title(run))),
    openLog: eachRun(parts, openLog),
    findInLog: eachRun(parts, findInLog),
    logAsDocument: eachRun(parts, logAsDocument),
    cancel: eachRun(parts, cancel, isActive),
    rerun: eachRun(parts, rerun, hasEnded),
    openOutputs: eachRun(parts, openOutputs),
    openJobFile: eachRun(parts, openJobFile),
    copyRunId: async (target, selected) => {
      const ids = (await chosenRuns(view, target, selected)).map(run => run.id);
      if (ids.length > 0) await vscode.env.clipboard.writeText(ids.join('\n'));
    },
    archiveRun: eachRun(parts, archive, hasEnded),
    restoreRun: eachRun(parts, restore, isArchived),
    deleteRun: async (target, selected) => remove(parts, await chosenRuns(view, target, selected, hasEnded)),
    compareRuns: async (target, selected) => compare(parts, await chosenRuns(view, target, selected)),
  };
}

function isArchived(run: Run): boolean {
  return run.archived === true;
}

export async function openLog({ server, logs, places }: Parts, run: Run, focus = false): Promise<void> {
  await logs.show(server.program, await places.root(run.id), run, focus);
}

/** In the terminal, which goes on following. */
async function findInLog(parts: Parts, run: Run): Promise<void> {
  await openLog(parts, run, true);
  await vscode.commands.executeCommand('workbench.action.terminal.focusFind');
}

/** A log that is more than the server tells in one answer is opened from its file. */
async function logAsDocument({ server, documents, places }: Parts, run: Run): Promise<void> {
  const { log } = await server.call('tail', { run: run.id, no_follow: true });
  const place = log.length < mostLog ? undefined : await places.find(run.id);
  if (place) {
    const file = vscode.Uri.file(join(place.folder, 'user_logs/std_log.txt'));
    await vscode.commands.executeCommand('vscode.open', file, { preview: true });
    return;
  }
  await documents.show(`${run.id}.log`, stripVTControlCharacters(log), 'log'); // an editor shows no colours of a terminal
}

async function cancel({ server, view }: Parts, run: Run): Promise<void> {
  view.take([(await server.call('cancel', { runs: [run.id] })).run]);
}

async function rerun(parts: Parts, run: Run): Promise<void> {
  if (!(await mayRun())) return;
  const prompt = vscode.l10n.t('Values to change, as inputs.lr=0.1; empty: none');
  const entered = await vscode.window.showInputBox({ ...typing, title: title(run), prompt, value: '' });
  if (entered === undefined) return;
  const set = wordsOf(entered);
  const place = await parts.places.find(run.id);
  const answer = await parts.server.call('rerun', {
    run: run.id,
    ...(place && { folder: place.root }),
    ...(set.length > 0 && { set }),
  });
  parts.places.noteOurs(answer.run.id);
  parts.view.takeSubmitted(answer.run);
  await openLog(parts, answer.run);
}

async function openOutputs({ places }: Parts, run: Run): Promise<void> {
  const place = await places.find(run.id);
  if (!place) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The folder of run {0} is not on this machine.', run.id));
    return;
  }
  const folder = vscode.Uri.joinPath(vscode.Uri.file(place.folder), 'outputs');
  await reveal(folder);
}

async function openJobFile({ server }: Parts, run: Run): Promise<void> {
  const file = (await server.call('show', { runs: [run.id] })).run.file;
  if (!file) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The job file of {0} is not known.', title(run)));
  } else if (await isThere(file)) {
    await showFile(vscode.Uri.file(file));
  } else {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No longer there: {0}', vscode.workspace.asRelativePath(file)),
    );
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

async function archive({ server, view }: Parts, run: Run): Promise<void> {
  await server.call('archive', { runs: [run.id] });
  await view.refresh();
}

async function restore({ server, view }: Parts, run: Run): Promise<void> {
  await server.call('restore', { runs: [run.id] });
  await view.refresh();
}

async function remove({ server, view }: Parts, runs: readonly Run[]): Promise<void> {
  if (runs.length === 0) return;
  const names = runs.length === 1 ? runs.map(title).join() : vscode.l10n.t('{0} runs', runs.length);
  const yes = vscode.l10n.t('Delete');
  const detail = vscode.l10n.t('Their logs, outputs and metrics are deleted from this machine.');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('Delete {0}?', names),
    { modal: true, detail },
    yes,
  );
  if (choice !== yes) return;
  await server.call('delete', { runs: runs.map(run => run.id) });
  await view.refresh();
}

async function compare({ server, view, documents }: Parts, runs: readonly Run[]): Promise<void> {
  let chosen = runs;
  if (chosen.length < 2) {
    const others = (await view.choices()).filter(run => !chosen.some(({ id }) => id === run.id));
    const picked = await pickRuns(others, vscode.l10n.t('Choose the runs to compare with'));
    if (!picked?.length) return;
    chosen = [...chosen, ...picked];
  }
  const ids = chosen.map(run => run.id);
  const table = comparisonTable(await server.call('compare', { runs: ids }), tongue);
  const uri = documents.put(`${chosen.map(title).join(' · ')}.md`, table);
  await vscode.commands.executeCommand('markdown.showPreview', uri);
}
