// The Experiments tree: experiments, their runs, runs below those. Loads a page when it is first shown; afterwards it asks
// only about the runs that the server says have changed.
import * as vscode from 'vscode';
import type { Run, RunDetails, RunsChangedParams } from './protocol';
import { describe, details, isActive, statusIcon, title } from './run_format';
import { RunsModel, type Experiment } from './runs_model';
import type { Server } from './server';

export type Node = { experiment: Experiment } | { run: Run } | { more: true };

const pageSize = 100;

/** More changes than this at once are cheaper as one list. */
const oneByOne = 8;

export class RunsView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly model = new RunsModel();
  private next: string | null = null;
  private loaded: Promise<void> | undefined;
  private readonly treeEmitter = new vscode.EventEmitter<undefined>();
  private readonly endedEmitter = new vscode.EventEmitter<Run>();
  private readonly tree: vscode.TreeView<Node>;
  private readonly disposables: vscode.Disposable[];

  readonly onDidChangeTreeData = this.treeEmitter.event;
  readonly onRunEnded = this.endedEmitter.event;

  constructor(private readonly server: Server) {
    this.tree = vscode.window.createTreeView('footplate.experiments', { treeDataProvider: this });
    this.disposables = [
      this.tree,
      server.onRunsChanged(change => void this.changed(change)),
      server.onState(state => {
        if (state === 'running') void this.refresh();
      }),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
    this.treeEmitter.dispose();
    this.endedEmitter.dispose();
  }

  /** The newest page anew. Pages opened further down are folded away. */
  refresh(): Promise<void> {
    this.loaded = this.load();
    return this.loaded;
  }

  async loadMore(): Promise<void> {
    if (this.next === null) return;
    const answer = await this.server.call('list', { limit: pageSize, cursor: this.next });
    this.next = answer.next;
    this.take(answer.runs);
  }

  take(runs: readonly Run[]): void {
    const ended = this.model.put(runs);
    this.treeEmitter.fire(undefined);
    for (const run of ended) this.endedEmitter.fire(run);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node && 'experiment' in node) return node.experiment.runs.map(run => ({ run }));
    if (node && 'run' in node) return this.model.children(node.run.id).map(run => ({ run }));
    if (this.server.state === 'running') await (this.loaded ??= this.load());
    const experiments: Node[] = this.model.experiments().map(experiment => ({ experiment }));
    return this.next === null ? experiments : [...experiments, { more: true }];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if ('experiment' in node) return experimentItem(node.experiment);
    if ('run' in node) return runItem(node.run, this.model.children(node.run.id).length > 0);
    const item = new vscode.TreeItem(vscode.l10n.t('Show older runs'));
    item.command = { command: 'footplate.loadMore', title: '' };
    item.iconPath = new vscode.ThemeIcon('ellipsis');
    return item;
  }

  /** What only `show` knows (error, environment, phases) is asked for when somebody points at the run. */
  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    if (!('run' in node)) return item;
    try {
      item.tooltip = tooltip((await this.server.call('show', { run: node.run.id })).run);
    } catch {
      item.tooltip = tooltip(node.run);
    }
    return item;
  }

  private async load(): Promise<void> {
    try {
      const answer = await this.server.call('list', { limit: pageSize });
      this.next = answer.next;
      this.model.keepOnly(new Set(answer.runs.map(run => run.id)));
      this.say(undefined);
      this.take(answer.runs);
    } catch (error) {
      this.say(error instanceof Error ? error.message : String(error));
      this.treeEmitter.fire(undefined);
    }
  }

  /** A line above the tree: why there is nothing to see, where the reason is not that there are no runs. */
  private say(message: string | undefined): void {
    (this.tree as { message: string | undefined }).message = message;
  }

  private async changed({ ids, folder }: RunsChangedParams): Promise<void> {
    if (ids.length > oneByOne) return this.refresh();
    const shown = ids.map(run => this.server.call('show', { run, folder }));
    const answers = await Promise.allSettled(shown);
    const runs: Run[] = [];
    answers.forEach((answer, index) => {
      if (answer.status === 'fulfilled') runs.push(answer.value.run);
      else this.model.remove(ids[index] ?? '');
    });
    this.take(runs);
  }
}

function experimentItem(experiment: Experiment): vscode.TreeItem {
  const item = new vscode.TreeItem(experiment.name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `experiment ${experiment.name}`;
  item.contextValue = 'experiment';
  item.iconPath = new vscode.ThemeIcon('beaker');
  item.description = String(experiment.runs.length);
  return item;
}

function runItem(run: Run, hasChildren: boolean): vscode.TreeItem {
  const state = hasChildren ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
  const item = new vscode.TreeItem(title(run), state);
  const icon = statusIcon(run.status);
  item.id = `run ${run.id}`;
  item.contextValue = isActive(run) ? 'run.active' : 'run.ended';
  item.iconPath = new vscode.ThemeIcon(
    icon.id,
    icon.color === undefined ? undefined : new vscode.ThemeColor(icon.color),
  );
  item.description = describe(run);
  return item;
}

function tooltip(run: Run | RunDetails): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  for (const [name, value] of details(run)) text.appendText(`${name}: ${value}`).appendMarkdown('  \n');
  return text;
}
