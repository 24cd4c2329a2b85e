// The one item in the status bar: whether the server is up, where the job of the file in front would run, and how many runs are under way.
import * as vscode from 'vscode';
import type { ActiveTarget } from '../submit/active_target';
import type { RunsView } from './runs_view';
import type { Server } from '../server/server';
import { withoutIcons } from '../shared/icons';

export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('footplate.status', vscode.StatusBarAlignment.Left);
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly server: Server,
    private readonly view: RunsView,
    private readonly target: ActiveTarget,
  ) {
    this.item.name = 'Footplate';
    const update = (): void => {
      this.update();
    };
    this.disposables = [server.onState(update), view.onDidChange(update), target.onDidChange(update)];
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
    const words = ['Footplate', this.target.name, active > 0 ? String(active) : ''].filter(word => word !== '');
    this.item.text = `$(${this.icon(active)}) ${withoutIcons(words.join(' · '))}`;
    const told = this.tooltip(active);
    this.item.tooltip = told;
    this.item.accessibilityInformation = { label: ['Footplate', ...told.split('\n')].join(', ') };
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
        return [this.whereTo(), this.underWay(active)].filter(line => line !== '').join('\n');
    }
  }

  private whereTo(): string {
    return this.target.name === '' ? '' : vscode.l10n.t('The job of this file runs on: {0}', this.target.name);
  }

  private underWay(active: number): string {
    return active > 0 ? vscode.l10n.t('Runs under way: {0}', active) : vscode.l10n.t('No run is under way.');
  }
}
