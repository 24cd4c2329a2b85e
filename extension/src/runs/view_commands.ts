// Commands that change what is seen: filter, order and grouping of the tree, the table, the server's own.
import * as vscode from 'vscode';
import { showDoctor } from '../server/doctor';
import type { Action, Parts } from '../parts';
import { filterOf, isCondition } from './filter_words';
import { withoutIcons } from '../shared/icons';
import { typing } from '../shared/typing';

export function viewCommands({ server, view, table, documents }: Parts): Record<string, Action> {
  return {
    refresh: () => view.refresh(),
    loadMore: target => view.loadMore((target as { more?: string } | undefined)?.more),
    filterRuns: async () => {
      const filter = await askFilter(view.look.filter);
      if (filter !== undefined) await view.choose({ filter });
    },
    clearFilter: () => view.choose({ filter: '', sort: '', ascending: false }),
    sortRuns: () => sortRuns(view),
    toggleGrouping: () => view.choose({ flat: !view.look.flat }),
    toggleArchived: () => view.choose({ archived: !view.look.archived }),
    openTable: () => {
      table.show(view.look.filter === '' ? undefined : view.look.filter);
    },
    restartServer: () => server.restart(),
    showServerLog: () => {
      server.showLog();
    },
    doctor: () => showDoctor(server, documents),
  };
}

interface FilterItem extends vscode.QuickPickItem {
  filter?: string;
}

/** A condition as `footplate list --where` takes it; the usual ones are offered, a name is searched for. */
function askFilter(current: string): Promise<string | undefined> {
  const box = vscode.window.createQuickPick<FilterItem>();
  const usual: FilterItem[] = [
    { label: vscode.l10n.t('Running'), filter: "status NOT IN ('Completed', 'Failed', 'Canceled')" },
    { label: vscode.l10n.t('Failed'), filter: "status = 'Failed'" },
    { label: vscode.l10n.t('Completed'), filter: "status = 'Completed'" },
  ].map(item => ({ ...item, description: item.filter }));
  box.title = vscode.l10n.t('Filter runs');
  box.placeholder = vscode.l10n.t("A name, or a condition: metrics.loss < 0.2 and params.lr = '0.1'");
  box.value = current;
  box.matchOnDescription = true;
  box.ignoreFocusOut = typing.ignoreFocusOut;
  const offer = (typed: string): void => {
    const label = withoutIcons(isCondition(typed) ? typed : vscode.l10n.t('Named {0}', typed));
    box.items = typed === '' ? usual : [{ label, alwaysShow: true }, ...usual];
  };
  box.onDidChangeValue(offer);
  offer(current);
  return new Promise(resolve => {
    box.onDidAccept(() => {
      // What was typed counts, also where it was faster than the rows.
      resolve(box.selectedItems[0]?.filter ?? filterOf(box.value));
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

interface Order extends vscode.QuickPickItem {
  sort?: string;
  ascending?: boolean;
}

/** By what every run has, and by the metrics and parameters that the runs here have. */
async function sortRuns(view: Parts['view']): Promise<void> {
  const runs = await view.choices();
  const both = (label: string, sort: string): Order[] => [
    { label: withoutIcons(`${label} ↓`), description: vscode.l10n.t('largest first'), sort, ascending: false },
    { label: withoutIcons(`${label} ↑`), description: vscode.l10n.t('smallest first'), sort, ascending: true },
  ];
  const family = (name: 'metrics' | 'params', title: string): Order[] => {
    const known = [...new Set(runs.flatMap(run => Object.keys(run[name])))].sort();
    const heading = { label: title, kind: vscode.QuickPickItemKind.Separator };
    return known.length === 0 ? [] : [heading, ...known.flatMap(one => both(one, `${name}.${one}`))];
  };
  const items: Order[] = [
    { label: vscode.l10n.t('Newest first'), sort: '', ascending: false },
    { label: vscode.l10n.t('Oldest first'), sort: 'created', ascending: true },
    { label: vscode.l10n.t('By name'), sort: 'display_name', ascending: true },
    ...both(vscode.l10n.t('duration'), 'duration'),
    ...family('metrics', vscode.l10n.t('metrics')),
    ...family('params', vscode.l10n.t('parameters')),
  ];
  const placeHolder = vscode.l10n.t('Order of the runs');
  const choice = await vscode.window.showQuickPick(items, { placeHolder });
  if (choice) await view.choose({ sort: choice.sort ?? '', ascending: choice.ascending ?? false });
}
