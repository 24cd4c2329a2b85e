// The table of all runs of the window: the server sorts, filters and pages; the page shows. One tab.
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { FromRunsTable, TableState, ToRunsTable } from '../../webview/shared/messages';
import { pageHtml, pageOptions } from '../shared/page';
import type { Run } from '../server/protocol';
import { runsAsCsv } from './runs_csv';
import type { Server } from '../server/server';
import { Throttle } from '../shared/throttle';

export const runsTableType = 'footplate.runs';

const pageSize = 200;
const empty: TableState = { columns: [], sort: '', ascending: false, filter: '' };

export interface RunsTableActions {
  openRun(id: string): void;
  act(action: 'compareRuns' | 'diffRuns', ids: string[]): void;
  copyCommand(state: TableState): void;
}

export class RunsTable implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private state = empty;
  private wantedFilter: string | undefined;
  private next: string | null = null;
  private readonly runs = new Map<string, Run>();
  private readonly changedIds = new Set<string>();
  private readonly throttle = new Throttle(300, () => this.sendChanges());
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly server: Server,
    private readonly extension: vscode.Uri,
    private readonly actions: RunsTableActions,
  ) {
    this.disposables = [
      vscode.window.registerWebviewPanelSerializer(runsTableType, this),
      server.onRunsChanged(({ ids }) => {
        if (!this.panel) return;
        for (const id of ids) this.changedIds.add(id);
        this.throttle.ask();
      }),
      server.onState(state => {
        if (state === 'running' && this.panel) void this.load(true);
      }),
    ];
  }

  show(filter?: string): void {
    if (this.panel) {
      this.panel.reveal();
      if (filter === undefined) return;
      this.state = { ...this.state, filter };
      void this.load(true);
      return;
    }
    this.wantedFilter = filter;
    this.fill(vscode.window.createWebviewPanel(runsTableType, vscode.l10n.t('Runs'), vscode.ViewColumn.Active));
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.fill(panel);
    return Promise.resolve();
  }

  dispose(): void {
    this.throttle.dispose();
    this.panel?.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }

  private fill(panel: vscode.WebviewPanel): void {
    this.panel = panel;
    panel.webview.options = pageOptions(this.extension);
    panel.iconPath = vscode.Uri.joinPath(this.extension, 'media/footplate.svg');
    panel.webview.onDidReceiveMessage((message: FromRunsTable) => void this.take(message));
    panel.onDidDispose(() => {
      if (this.panel === panel) this.panel = undefined;
    });
    panel.webview.html = pageHtml(panel.webview, this.extension, 'runs_table', panel.title);
  }

  private send(message: ToRunsTable): void {
    void this.panel?.webview.postMessage(message);
  }

  private async load(fresh: boolean): Promise<void> {
    const { filter, sort, ascending } = this.state;
    try {
      const answer = await this.server.call('list', {
        limit: pageSize,
        ...(filter !== '' && { where: filter }),
        ...(sort !== '' && { sort, ascending }),
        ...(!fresh && this.next !== null && { cursor: this.next }),
      });
      if (fresh) this.runs.clear();
      for (const run of answer.runs) this.runs.set(run.id, run);
      this.next = answer.next;
      this.send({ type: 'page', runs: answer.runs, fresh, more: answer.next !== null, state: this.state, known: [] });
    } catch (error) {
      this.send({ type: 'problem', message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Rows that are shown change in place; new runs come by a fresh first page, in the order the person chose. */
  private async sendChanges(): Promise<void> {
    const ids = [...this.changedIds];
    this.changedIds.clear();
    if (ids.some(id => !this.runs.has(id)) && this.runs.size <= pageSize) return this.load(true);
    const shown = ids.filter(id => this.runs.has(id)).slice(0, 50);
    const answers = await Promise.allSettled(shown.map(run => this.server.call('show', { runs: [run] })));
    const runs = answers.flatMap(answer => (answer.status === 'fulfilled' ? [answer.value.run] : []));
    for (const run of runs) this.runs.set(run.id, run);
    this.send({ type: 'changed', runs });
  }

  private async take(message: FromRunsTable): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.state = { ...message.state, ...(this.wantedFilter !== undefined && { filter: this.wantedFilter }) };
        this.wantedFilter = undefined;
        await this.load(true);
        break;
      case 'state':
        this.state = message.state;
        await this.load(true);
        break;
      case 'more':
        await this.load(false);
        break;
      case 'open':
        this.actions.openRun(message.run);
        break;
      case 'act':
        this.actions.act(message.action, message.runs);
        break;
      case 'copyCommand':
        this.actions.copyCommand(this.state);
        break;
      case 'export':
        await this.export(message.runs, message.format);
    }
  }

  /** The chosen runs, all that are shown where none was chosen. */
  private async export(ids: readonly string[], format: 'csv' | 'json'): Promise<void> {
    const runs = ids.length > 0 ? ids.flatMap(id => this.runs.get(id) ?? []) : [...this.runs.values()];
    const filters = { [format.toUpperCase()]: [format] };
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const target = await vscode.window.showSaveDialog({
      filters,
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `runs.${format}`) }),
    });
    if (target) await writeFile(target.fsPath, format === 'csv' ? runsAsCsv(runs) : JSON.stringify({ runs }, null, 2));
  }
}
