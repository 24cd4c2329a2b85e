// The one item in the status bar: whether the server is up, and how many runs are under way.
import * as vscode from 'vscode';
import type { RunsView } from './runs_view';
import type { Server } from './server';

export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('footplate.status', vscode.StatusBarAlignment.Left);
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly server: Server,
    private readonly view: RunsView,
  ) {
    this.item.name = 'Footplate';
    const update = (): void => {
      this.update();
    };
    this.disposables = [server.onState(update), view.onDidChangeTreeData(update)];
    this.update();
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }

  private update(): void {
    const state = this.server.state;
    void vscode.commands.executeCommand('setContext', 'footplate.server', state);
    const active = this.view.model.active().length;
    this.item.backgroundColor =
      state === 'failed' ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.item.command = state === 'failed' ? 'footplate.showServerLog' : 'footplate.experiments.focus';
    this.item.text = `$(${this.icon(active)}) Footplate${active > 0 ? ` ${active}` : ''}`;
    this.item.tooltip = this.tooltip(active);
  }

  private icon(active: number): string {
    if (this.server.state === 'failed') return 'warning';
    return active > 0 || this.server.state === 'starting' ? 'loading~spin' : 'check';
  }

  private tooltip(active: number): string {
    switch (this.server.state) {
      case 'failed':
      case 'stopped':
        return vscode.l10n.t('The Footplate server is not running.');
      case 'starting':
        return vscode.l10n.t('The Footplate server is starting.');
      case 'running':
        return active > 0 ? vscode.l10n.t('Runs under way: {0}', active) : vscode.l10n.t('No run is under way.');
    }
  }
}
