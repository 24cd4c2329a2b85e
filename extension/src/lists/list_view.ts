// A small tree whose rows the server knows all at once: computes, environments, assets. Loaded when it is first seen and again
// when runs change while it is seen. Rows that are shown stay until others are known to take their place: while VS Code draws rows
// anew, a click on one of them or on its buttons does nothing.
import * as vscode from 'vscode';
import type { Server } from '../server/server';
import { RowOpening } from '../shared/row_opening';
import { Throttle } from '../shared/throttle';

/** One row, without VS Code's objects, so that what makes rows of an answer is tested without an editor. */
export interface Row {
  id: string;
  label: string;
  description?: string;
  /** The description in words, where what is written is signs alone. */
  spoken?: string;
  icon?: string;
  colour?: string;
  /** What menus ask for in `viewItem`. */
  context?: string;
  /** Lines of the hover. */
  details?: [string, string][];
  children?: Row[];
  expanded?: boolean;
  /** What a command on this row is about. */
  subject?: Record<string, string>;
  command?: string;
}

export class ListView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  private rows: Promise<Row[]> | undefined;
  private shown: Row[] = [];
  /** What the rows that VS Code has tell, as one text; undefined: it has an error in their place, or none yet. */
  private drawn: string | undefined;
  private readonly emitter = new vscode.EventEmitter<undefined>();
  private readonly tree: vscode.TreeView<Row>;
  private readonly opening: RowOpening<Row>;
  private readonly throttle = new Throttle(1000, () => {
    this.refresh();
    return Promise.resolve();
  });
  private readonly disposables: vscode.Disposable[];

  readonly onDidChangeTreeData = this.emitter.event;

  constructor(
    id: string,
    private readonly server: Server,
    private readonly load: () => Promise<Row[]>,
    news?: vscode.Event<unknown>,
  ) {
    const changed = (): void => {
      if (this.tree.visible) this.throttle.ask();
      else this.rows = undefined;
    };
    this.tree = vscode.window.createTreeView(id, { treeDataProvider: this });
    this.opening = new RowOpening(this.tree, `${id}.openRow`, row =>
      row.command === undefined ? undefined : vscode.commands.executeCommand(row.command, row),
    );
    this.disposables = [
      this.tree,
      server.onState(state => {
        if (state === 'running' || state === 'failed') this.refresh();
      }),
      server.onRunsChanged(changed),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.refresh();
      }),
      ...(news ? [news(changed)] : []),
      this.tree.onDidChangeVisibility(({ visible }) => {
        if (visible && this.rows === undefined) this.emitter.fire(undefined);
      }),
    ];
  }

  /** The grey text beside the view's name. */
  describe(text: string): void {
    this.tree.description = text;
  }

  refresh(): void {
    this.rows = undefined;
    if (this.tree.visible && this.server.state === 'running') void this.renew();
    else this.emitter.fire(undefined);
  }

  private async renew(): Promise<void> {
    const rows = (this.rows = this.load());
    const told = await rows.then(JSON.stringify, () => undefined);
    if (this.rows !== rows) return; // asked for again meanwhile
    if (told === undefined || told !== this.drawn) this.emitter.fire(undefined);
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (row) return row.children ?? [];
    if (this.server.state === 'failed') {
      this.say(undefined); // the welcome text of an empty view says what is the matter
      this.drawn = undefined;
      return (this.shown = []);
    }
    if (this.server.state !== 'running') return this.shown; // it comes back in a moment
    try {
      this.shown = await (this.rows ??= this.load());
      this.drawn = JSON.stringify(this.shown);
      this.say(undefined);
      return this.shown;
    } catch (error) {
      this.rows = undefined;
      this.drawn = undefined;
      this.say(error instanceof Error ? error.message : String(error));
      return [];
    }
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
    // Without children yet it is open all the same: what is drawn as a leaf first would never open by itself.
    const state = row.children === undefined ? None : row.expanded === true ? Expanded : Collapsed;
    const item = new vscode.TreeItem(row.label, state);
    item.id = row.id;
    item.accessibilityInformation = {
      label: [row.label, row.spoken ?? row.description].filter(part => part).join(', '),
    };
    if (row.description !== undefined) item.description = row.description;
    if (row.context !== undefined) item.contextValue = row.context;
    if (row.icon !== undefined) {
      item.iconPath = new vscode.ThemeIcon(
        row.icon,
        row.colour === undefined ? undefined : new vscode.ThemeColor(row.colour),
      );
    }
    if (row.command !== undefined) item.command = this.opening.command;
    item.tooltip = hover(row);
    return item;
  }

  dispose(): void {
    this.throttle.dispose();
    this.opening.dispose();
    for (const disposable of this.disposables) disposable.dispose();
    this.emitter.dispose();
  }

  private say(message: string | undefined): void {
    (this.tree as { message: string | undefined }).message = message;
  }
}

function hover(row: Row): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendText(row.label).appendMarkdown('  \n');
  for (const [name, value] of row.details ?? [])
    text.appendText(name === '' ? value : `${name}: ${value}`).appendMarkdown('  \n');
  return text;
}
