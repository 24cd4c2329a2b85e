// The Experiments tree: experiments, their runs, runs below those; or, while a filter or an order is set, one list of what fits.
// A list is asked for when it is opened; afterwards only what the server says has changed is asked for again, and only those rows are
// drawn anew.
import * as vscode from 'vscode';
import type { Experiment, Run, RunsChangedParams } from '../server/protocol';
import { isActive } from './run_format';
import { experimentItem, moreItem, runItem, tooltip } from './run_items';
import { usualLook, type Look } from './runs_look';
import { everything, RunQuestions } from './run_questions';
import { RunsModel } from './runs_model';
import { TreeNodes, type Node } from './tree_nodes';
import type { Server } from '../server/server';
import { isNotThere } from '../shared/errors';
import { RowOpening } from '../shared/row_opening';
import { Throttle } from '../shared/throttle';

const mostChoices = 200;

/** More changes than this at once are cheaper as fresh lists. */
const oneByOne = 8;

export class RunsView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly model = new RunsModel();
  private readonly nodes = new TreeNodes();
  private experiments: Experiment[] = [];
  /** The names of the experiments that the tree shows; '' while it shows one list. */
  private drawn = '';
  /** How often the tree was drawn as a whole. */
  private drawings = 0;
  private loaded: Promise<void> | undefined;
  private readonly changes = new Map<string, string>();
  private readonly questions: RunQuestions;
  private readonly throttle = new Throttle(200, () => this.takeChanges());
  private readonly treeEmitter = new vscode.EventEmitter<Node[] | undefined>();
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  private readonly endedEmitter = new vscode.EventEmitter<Run>();
  private readonly tree: vscode.TreeView<Node>;
  private readonly opening: RowOpening<Node>;
  private readonly minute: ReturnType<typeof setInterval>;
  private readonly disposables: vscode.Disposable[];

  readonly onDidChangeTreeData = this.treeEmitter.event;
  /** Some run is another than before. */
  readonly onDidChange = this.changeEmitter.event;
  readonly onRunEnded = this.endedEmitter.event;

  constructor(
    private readonly server: Server,
    private readonly memory: vscode.Memento,
  ) {
    this.questions = new RunQuestions(server, () => this.look);
    this.tree = vscode.window.createTreeView('footplate.experiments', { treeDataProvider: this, canSelectMany: true });
    this.opening = new RowOpening(this.tree, 'footplate.experiments.openRow', node =>
      vscode.commands.executeCommand('more' in node ? 'footplate.loadMore' : 'footplate.openRun', node),
    );
    this.disposables = [
      this.tree,
      server.onRunsChanged(change => {
        this.changed(change);
      }),
      server.onState(state => {
        if (state === 'running') void this.refresh();
        else if (state === 'failed' && this.experiments.length > 0)
          this.say(vscode.l10n.t('The Footplate server is not running.'));
      }),
    ];
    // Times are told relative to now.
    this.minute = setInterval(() => {
      if (this.tree.visible) this.draw(this.nodes.shown(this.model.all()));
    }, 60_000);
  }

  get look(): Look {
    return { ...usualLook, ...this.memory.get<Partial<Look>>('footplate.look') };
  }

  get isList(): boolean {
    const { filter, sort, flat } = this.look;
    return flat || filter !== '' || sort !== '';
  }

  async choose(change: Partial<Look>): Promise<void> {
    await this.memory.update('footplate.look', { ...this.look, ...change });
    await this.refresh();
  }

  dispose(): void {
    clearInterval(this.minute);
    this.throttle.dispose();
    this.opening.dispose();
    for (const disposable of this.disposables) disposable.dispose();
    this.treeEmitter.dispose();
    this.changeEmitter.dispose();
    this.endedEmitter.dispose();
  }

  /** What a person can choose from: the newest runs, and all that were looked at in this window. */
  async choices(): Promise<Run[]> {
    const { archived } = this.look;
    const { runs } = await this.server.call('list', { limit: mostChoices, ...(archived && { archived }) });
    return this.model.all(runs);
  }

  /** Everything anew; lists stay open with their first pages. */
  refresh(): Promise<void> {
    this.loaded = this.load();
    return this.loaded;
  }

  /** The same after a store has gone: what is known of its runs no longer counts. */
  async forget(): Promise<void> {
    this.model.clear();
    await this.refresh();
    this.draw(undefined);
  }

  async loadMore(list = everything): Promise<void> {
    const cursor = this.model.next(list);
    if (cursor === null) return;
    const answer = await this.questions.nextPage(list, cursor);
    const ended = this.model.extend(list, answer.runs, answer.next);
    this.draw(this.rowsOf([list]));
    this.tell(ended);
  }

  take(runs: readonly Run[]): void {
    const isNew = runs.some(run => this.model.find(run.id) === undefined);
    const ended = this.model.put(runs);
    this.questions.noteNews();
    if (isNew) void this.countExperiments();
    const grown = runs.flatMap(run => {
      if (run.parent === null && this.isList) return [];
      const list = run.parent === null ? `experiment ${run.experiment}` : `run ${run.parent}`;
      return this.model.insert(list, run) ? [list] : [];
    });
    this.draw([...(this.rowsOf(grown) ?? []), ...this.nodes.shown(runs.map(run => this.model.find(run.id) ?? run))]);
    this.tell(ended);
  }

  /** A run that this window has just submitted; a quick one may have ended before the answer came. */
  takeSubmitted(run: Run): void {
    this.take([run]);
    const known = this.model.find(run.id);
    if (known && known !== run && !isActive(known)) this.tell([known]);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node && 'experiment' in node) return this.rowsBelow(node, `experiment ${node.experiment.name}`);
    if (node && 'run' in node) return this.rowsBelow(node, `run ${node.run.id}`);
    if (this.server.state === 'running') await (this.loaded ??= this.load());
    this.drawn = this.isList ? '' : names(this.experiments);
    if (this.isList) return this.rows(everything);
    return this.experiments.map(experiment => this.nodes.experiment(experiment));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if ('experiment' in node) return experimentItem(node.experiment, this.experiments.length <= 10);
    if ('run' in node) return runItem(node.run, this.isList && node.run.parent === null, this.opening.command);
    return moreItem(node.more, this.opening.command);
  }

  /** What only `show` knows (error, environment, phases) is asked for when somebody points at the run. */
  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    if (!('run' in node)) return item;
    try {
      item.tooltip = tooltip((await this.server.call('show', { runs: [node.run.id] })).run);
    } catch {
      item.tooltip = tooltip(node.run);
    }
    return item;
  }

  /** VS Code drops rows that were asked for before the whole tree was drawn anew, and may not ask again: then this row is. */
  private async rowsBelow(node: Node, list: string): Promise<Node[]> {
    const drawings = this.drawings;
    const rows = await this.rows(list);
    if (drawings !== this.drawings) setTimeout(this.draw.bind(this), 0, [node]);
    return rows;
  }

  private async rows(list: string): Promise<Node[]> {
    if (!this.model.isOpen(list)) {
      const answer = await this.questions.firstPage(list);
      this.model.begin(list, answer.runs, answer.next);
    }
    const rows: Node[] = this.model.list(list).map(run => this.nodes.run(run));
    return this.model.next(list) === null ? rows : [...rows, this.nodes.moreOf(list)];
  }

  private async load(): Promise<void> {
    try {
      const ended = this.model.put(await this.questions.active());
      const rows = this.takeExperiments(await this.questions.experiments()); // after the runs, so that each of them is counted
      ended.push(...(await this.reopen()));
      this.say(undefined);
      this.draw(rows && [...rows, ...(this.rowsOf(this.model.openLists()) ?? [])]);
      this.tell(ended);
    } catch (error) {
      this.say(error instanceof Error ? error.message : String(error));
      this.draw(undefined);
    }
  }

  private async reopen(): Promise<Run[]> {
    const ended: Run[] = [];
    for (const list of this.model.openLists()) {
      const isMeant = list.startsWith('run ') || this.isList === (list === everything);
      if (!isMeant) {
        this.model.close(list);
        continue;
      }
      const answer = await this.questions.firstPage(list);
      ended.push(...this.model.begin(list, answer.runs, answer.next));
    }
    return ended;
  }

  private async countExperiments(): Promise<void> {
    try {
      const rows = this.takeExperiments(await this.questions.experiments());
      if (!this.isList) this.draw(rows);
    } catch {
      // the next news about runs asks again
    }
  }

  /** The rows of experiments whose number of runs changed; undefined: the tree shows others than these. */
  private takeExperiments(now: Experiment[]): Node[] | undefined {
    const before = new Map(this.experiments.map(({ name, runs }) => [name, runs]));
    this.experiments = now;
    if (this.isList || names(now) !== this.drawn) return undefined;
    return now.filter(({ name, runs }) => before.get(name) !== runs).map(one => this.nodes.experiment(one));
  }

  /** The rows above these lists; undefined: one of them is the whole tree. */
  private rowsOf(lists: readonly string[]): Node[] | undefined {
    return lists.includes(everything) ? undefined : lists.flatMap(list => this.nodes.ofList(list) ?? []);
  }

  /** Draws rows anew, with what is below them; undefined: everything. */
  private draw(rows: Node[] | undefined): void {
    if (rows === undefined) this.drawings++;
    if (rows?.length !== 0) this.treeEmitter.fire(rows);
  }

  private tell(ended: readonly Run[]): void {
    const active = this.model.active().length;
    this.tree.badge = active > 0 ? { value: active, tooltip: vscode.l10n.t('Runs under way: {0}', active) } : undefined;
    this.changeEmitter.fire();
    for (const run of ended) this.endedEmitter.fire(run);
  }

  /** A line above the tree: what is shown, or why there is nothing to see where the reason is not that there are no runs. */
  private say(problem: string | undefined): void {
    const { filter, sort, ascending, archived } = this.look;
    const parts = [filter, sort === '' ? '' : `${sort} ${ascending ? '↑' : '↓'}`].filter(part => part !== '');
    this.tree.description = [...parts, ...(archived ? [vscode.l10n.t('archived too')] : [])].join(' · ');
    (this.tree as { message: string | undefined }).message = problem;
    void vscode.commands.executeCommand('setContext', 'footplate.filtered', parts.length > 0);
  }

  private changed({ ids, folder }: RunsChangedParams): void {
    for (const id of ids) this.changes.set(id, folder);
    this.throttle.ask();
  }

  private async takeChanges(): Promise<void> {
    const changes = [...this.changes];
    this.changes.clear();
    const isNew = changes.some(([id]) => this.model.find(id) === undefined);
    if (changes.length > oneByOne || (isNew && this.isList)) return this.refresh();
    const answers = await Promise.allSettled(
      changes.map(([run, folder]) => this.server.call('show', { runs: [run], folder })),
    );
    const runs: Run[] = [];
    const shrunk: string[] = [];
    answers.forEach((answer, index) => {
      if (answer.status === 'fulfilled') runs.push(answer.value.run);
      // One that could not be asked for is there still; the next news asks again.
      else if (isNotThere(answer.reason)) shrunk.push(...this.model.remove(changes[index]?.[0] ?? ''));
    });
    this.questions.noteNews();
    this.draw(this.rowsOf(shrunk));
    if (!isNew && (runs.length < changes.length || runs.some(run => run.archived === true)))
      await this.countExperiments();
    this.take(runs);
  }
}

function names(experiments: readonly Experiment[]): string {
  return experiments.map(({ name }) => name).join('\n');
}
