// The table of all runs of the window: the server sorts, filters and pages; the page shows. One tab.
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { FromRunsTable, TableState, ToRunsTable } from '../../webview/shared/messages';
import { Page } from '../shared/page';
import type { ListParams, Run, RunList } from '../server/protocol';
import { runsAsCsv } from './runs_csv';
import type { Server } from '../server/server';
import { Throttle } from '../shared/throttle';

const runsTableType = 'footplate.runs';

const pageSize = 200;
const exportPage = 2000;
const empty: TableState = { columns: [], sort: '', ascending: false, filter: '' };

export interface RunsTableActions {
  openRun(id: string): void;
  act(action: 'compareRuns' | 'diffRuns', ids: string[]): void;
  copyCommand(state: TableState): void;
}

export class RunsTable implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private page: Page<ToRunsTable, FromRunsTable> | undefined;
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
        if (!this.page) return;
        for (const id of ids) this.changedIds.add(id);
        this.throttle.ask();
      }),
      server.onState(state => {
        if (state === 'running' && this.page) void this.load(true);
      }),
    ];
  }

  show(filter?: string): void {
    if (this.page) {
      this.page.panel.reveal();
      if (filter === undefined) return;
      this.state = { ...this.state, filter };
      void this.load(true);
      return;
    }
    this.wantedFilter = filter;
    this.fill(vscode.window.createWebviewPanel(runsTableType, vscode.l10n.t('Runs Table'), vscode.ViewColumn.Active));
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.fill(panel);
    return Promise.resolve();
  }

  dispose(): void {
    this.throttle.dispose();
    this.page?.panel.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }

  private fill(panel: vscode.WebviewPanel): void {
    const page = new Page<ToRunsTable, FromRunsTable>(panel, this.extension, 'runs_table', message =>
      this.answer(message),
    );
    this.page = page;
    panel.onDidDispose(() => {
      if (this.page === page) this.page = undefined;
    });
  }

  private async load(fresh: boolean): Promise<void> {
    try {
      const answer = await this.server.call('list', this.query(pageSize, fresh ? null : this.next));
      if (fresh) this.runs.clear();
      for (const run of answer.runs) this.runs.set(run.id, run);
      this.next = answer.next;
      this.page?.send({
        type: 'page',
        runs: answer.runs,
        fresh,
        more: answer.next !== null,
        state: this.state,
        known: [],
      });
    } catch (error) {
      this.page?.trouble(error);
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
    this.page?.send({ type: 'changed', runs });
  }

  private async answer(message: FromRunsTable): Promise<void> {
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

  /** The chosen runs; where none was chosen all that fit the condition, also those that were not scrolled to. */
  private async export(ids: readonly string[], format: 'csv' | 'json'): Promise<void> {
    const filters = { [format.toUpperCase()]: [format] };
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const target = await vscode.window.showSaveDialog({
      filters,
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `runs.${format}`) }),
    });
    if (!target) return;
    const runs = ids.length > 0 ? ids.flatMap(id => this.runs.get(id) ?? []) : await this.all();
    await writeFile(target.fsPath, format === 'csv' ? runsAsCsv(runs) : JSON.stringify({ runs }, null, 2));
    const open = vscode.l10n.t('Open File');
    const told = vscode.l10n.t('Runs written to {1}: {0}', runs.length, basename(target.fsPath));
    if ((await vscode.window.showInformationMessage(told, open)) === open) await vscode.window.showTextDocument(target);
  }

  /** Page by page, as long as the person waits. */
  private all(): Thenable<Run[]> {
    const progress = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Reading all runs'),
      cancellable: true,
    };
    return vscode.window.withProgress(progress, async (report, cancel) => {
      const runs: Run[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const answer: RunList = await this.server.call('list', this.query(exportPage, cursor), cancel);
        runs.push(...answer.runs);
        cursor = answer.next;
        report.report({ message: String(runs.length) });
      }
      return runs;
    });
  }

  private query(limit: number, cursor?: string | null): ListParams {
    const { filter, sort, ascending } = this.state;
    return {
      limit,
      ...(filter !== '' && { where: filter }),
      ...(sort !== '' && { sort, ascending }),
      ...(cursor != null && { cursor }),
    };
  }
}
