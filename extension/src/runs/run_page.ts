// The pages of runs: one editor tab a run, filled from the server and kept current by its news. A tab that the window restores
// after a restart finds its run again.
import { watch, type FSWatcher } from 'node:fs';
import * as vscode from 'vscode';
import type { FromRunPage, RunMetrics, ToRunPage } from '../../webview/shared/messages';
import { Page } from '../shared/page';
import type { Run, RunDetails } from '../server/protocol';
import { RunData } from './run_data';
import { isNotThere } from '../shared/errors';
import { isActive, title } from './run_format';
import type { RunPlaces } from './run_places';
import type { Server } from '../server/server';
import { Throttle } from '../shared/throttle';

const runPageType = 'footplate.run';

/** What the page cannot do by itself: commands of the window about this run. */
export interface RunPageActions {
  act(action: string, run: Run): void;
  openRun(id: string): void;
  openOutput(file: vscode.Uri, how: 'open' | 'reveal' | 'download'): void;
  openSource(file: string, line: number, jobFile?: string): void;
  /** Lets the person choose other runs to draw beside this one. */
  chooseOthers(run: Run): Promise<Run[] | undefined>;
}

export class RunPages implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly open = new Map<string, RunPage>();
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly server: Server,
    private readonly places: RunPlaces,
    private readonly extension: vscode.Uri,
    private readonly actions: RunPageActions,
  ) {
    this.disposables = [
      vscode.window.registerWebviewPanelSerializer(runPageType, this),
      server.onRunsChanged(({ ids }) => {
        for (const page of this.open.values()) page.changed(ids);
      }),
      server.onState(state => {
        if (state === 'running') for (const page of this.open.values()) page.refresh();
      }),
    ];
  }

  async show(id: string, name = id): Promise<void> {
    const known = this.open.get(id);
    if (known) {
      known.panel.reveal();
      return;
    }
    const look = { viewColumn: this.column(), preserveFocus: false };
    const panel = vscode.window.createWebviewPanel(runPageType, name, look);
    await this.fill(panel, id);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: { run?: string } | undefined): Promise<void> {
    if (state?.run === undefined) panel.dispose();
    else await this.fill(panel, state.run);
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
    for (const page of this.open.values()) page.panel.dispose();
  }

  /** Where the last page of a run is, else beside the text that is worked in: no column more for each run. */
  private column(): vscode.ViewColumn {
    const last = [...this.open.values()].at(-1)?.panel.viewColumn;
    return last ?? (vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active);
  }

  private async fill(panel: vscode.WebviewPanel, id: string): Promise<void> {
    const place = await this.places.find(id);
    const data = new RunData(this.server, id, place?.root, place?.folder);
    const page = new RunPage(panel, this.extension, data, this.actions, place ? [vscode.Uri.file(place.folder)] : []);
    this.open.set(id, page);
    panel.onDidDispose(() => {
      this.open.delete(id);
      page.dispose();
    });
  }
}

class RunPage {
  private run: RunDetails | undefined;
  private family = new Set<string>();
  private others: Run[] = [];
  private seen = '';
  private readonly throttle = new Throttle(400, () => this.load());
  private readonly logThrottle = new Throttle(400, () => this.loadLog().catch(() => undefined));
  private watch: FSWatcher | undefined;
  private readonly page: Page<ToRunPage, FromRunPage>;

  constructor(
    readonly panel: vscode.WebviewPanel,
    extension: vscode.Uri,
    private readonly data: RunData,
    private readonly actions: RunPageActions,
    pictures: vscode.Uri[],
  ) {
    this.page = new Page(panel, extension, 'run_page', message => this.answer(message), pictures);
    panel.onDidChangeViewState(() => {
      if (panel.visible) this.logThrottle.ask();
    });
  }

  changed(ids: readonly string[]): void {
    if (ids.some(id => id === this.data.id || this.family.has(id))) this.throttle.ask();
  }

  refresh(): void {
    this.throttle.ask();
  }

  dispose(): void {
    this.throttle.dispose();
    this.logThrottle.dispose();
    this.watch?.close();
  }

  /** Lines of the log come without news from the store: the folder they are written to is watched while the run goes on. */
  private followLog(run: Run): void {
    const folder = this.data.logFolder;
    if (!isActive(run)) {
      this.watch?.close();
      this.watch = undefined;
    } else if (!this.watch && folder !== undefined) {
      try {
        this.watch = watch(folder, () => {
          if (this.panel.visible) this.logThrottle.ask();
        });
        this.watch.on('error', () => this.watch?.close());
      } catch {
        // The folder is not on this machine: the log comes with the run's other news.
      }
    }
  }

  private async load(): Promise<void> {
    try {
      const [run, children] = await Promise.all([this.data.details(), this.data.children()]);
      this.run = run;
      this.family = new Set(children.map(child => child.id));
      this.panel.title = title(run);
      this.followLog(run);
      this.page.send({ type: 'run', run, children });
    } catch (error) {
      this.page.trouble(this.run && isNotThere(error) ? vscode.l10n.t('This run has been deleted.') : error);
      return;
    }
    await Promise.all(
      [this.loadMetrics(), this.loadLog(), this.loadOutputs()].map(part => part.catch(() => undefined)),
    );
  }

  /** Histories are large: asked for only when a last value has changed. */
  private async loadMetrics(): Promise<void> {
    if (!this.run) return;
    const state = JSON.stringify(this.run.metrics) + this.run.status;
    if (state === this.seen) return;
    this.page.send({ type: 'metrics', metrics: await this.data.metrics(this.run) });
    this.seen = state;
  }

  private async loadLog(): Promise<void> {
    this.page.send({ type: 'log', text: await this.data.log() });
  }

  private async loadOutputs(): Promise<void> {
    const address = (file: string): string => this.panel.webview.asWebviewUri(vscode.Uri.file(file)).toString();
    this.page.send({ type: 'outputs', ...(await this.data.outputs(address)) });
  }

  private async compare(): Promise<void> {
    if (!this.run) return;
    const chosen = await this.actions.chooseOthers(this.run);
    if (!chosen) return;
    this.others = chosen;
    const runs: RunMetrics[] = [];
    for (const other of this.others) runs.push(await this.data.metrics(other));
    this.page.send({ type: 'compared', runs });
  }

  private async answer(message: FromRunPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.seen = '';
        this.refresh();
        break;
      case 'openRun':
        this.actions.openRun(message.run);
        break;
      case 'openSource':
        this.actions.openSource(message.file, message.line, this.run?.file ?? undefined);
        break;
      case 'openOutput': {
        const file = this.data.outputFile(message.path);
        if (file) this.actions.openOutput(file, message.how);
        break;
      }
      case 'action':
        if (message.action === 'compareMetrics') await this.compare();
        else if (message.action === 'clearCompared') this.page.send({ type: 'compared', runs: [] });
        else if (this.run) this.actions.act(message.action, this.run);
    }
  }
}
