// What differs between two runs, or between a run and the files as they are now: a multi-diff editor of read-only texts.
import * as vscode from 'vscode';
import type { Compared } from './diff_documents';
import type { Action, Parts } from '../parts';
import type { Run } from '../server/protocol';
import { distinctTitles, title } from '../runs/run_format';
import { tellWarning } from '../shared/errors';
import { chosenRuns, runItems } from '../submit/targets';

export function diffCommands(parts: Parts): Record<string, Action> {
  const { view } = parts;
  return {
    diffRuns: async (target, selected) => diffRuns(parts, await chosenRuns(view, target, selected)),
    diffWithFolder: async target => {
      const [run] = await chosenRuns(view, target, undefined);
      if (run) await show(parts, [run.id], run);
    },
  };
}

async function diffRuns(parts: Parts, runs: readonly Run[]): Promise<void> {
  const [first, second] = runs;
  if (!first) return;
  const other = second ?? (await chooseOther(parts, first));
  if (other === undefined) return;
  if (other === 'folder') return show(parts, [first.id], first);
  // The older one is on the left, as it is in a history.
  const [older, newer] = first.created <= other.created ? [first, other] : [other, first];
  await show(parts, [older.id, newer.id], first);
}

interface OtherItem extends vscode.QuickPickItem {
  other?: Run | 'folder';
}

async function chooseOther({ view }: Parts, run: Run): Promise<Run | 'folder' | undefined> {
  const others = (await view.choices()).filter(one => one.id !== run.id && one.parent === null);
  const near = others.filter(one => one.experiment === run.experiment);
  const far = others.filter(one => one.experiment !== run.experiment);
  const items: OtherItem[] = [
    { label: vscode.l10n.t('The files as they are now'), iconPath: new vscode.ThemeIcon('folder'), other: 'folder' },
    { label: run.experiment, kind: vscode.QuickPickItemKind.Separator },
    ...runItems(near).map(item => ({ ...item, other: item.run })),
    { label: vscode.l10n.t('other experiments'), kind: vscode.QuickPickItemKind.Separator },
    ...runItems(far).map(item => ({ ...item, other: item.run })),
  ];
  const options = {
    title: title(run),
    placeHolder: vscode.l10n.t('Choose what its code is compared with'),
    matchOnDetail: true,
  };
  return (await vscode.window.showQuickPick(items, options))?.other;
}

async function show({ diffs, places }: Parts, runs: string[], run: Run): Promise<void> {
  const compared: Compared = { runs, folder: await places.root(run.id) };
  const progress = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Comparing') };
  const result = await vscode.window.withProgress(progress, () => diffs.overview(compared, true));
  const sides = [result.old, result.new].map(({ run: of }) =>
    of ? { id: of.id, title: title(of) } : { id: '', title: vscode.l10n.t('the files as they are now') },
  );
  const names = distinctTitles(sides).join(' ↔ ');
  const notes = [result.old.note, result.new.note].flatMap(note => note ?? []);
  if (notes.length > 0) void tellWarning(notes.join('; '));
  const rows = diffs.rows(compared, result);
  if (rows.length === 0) {
    const message = vscode.l10n.t('Nothing differs: {0}', names);
    void vscode.window.showInformationMessage(message);
    return;
  }
  await vscode.commands.executeCommand('vscode.changes', names, rows);
}
