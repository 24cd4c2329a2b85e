// The view of what a submit of one file would send. It is there once somebody has asked for it, and follows what is saved.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { ListView, type Row } from '../lists/list_view';
import type { Server } from '../server/server';
import { snapshotRows, snapshotSummary } from './snapshot_rows';
import { tongue } from '../shared/tongue';

export class SnapshotView implements vscode.Disposable {
  private file = '';
  private readonly list: ListView;

  constructor(private readonly server: Server) {
    this.list = new ListView('footplate.snapshot', server, () => this.load(), changesOfFiles());
  }

  async show(file: string): Promise<void> {
    this.file = file;
    await vscode.commands.executeCommand('setContext', 'footplate.snapshotShown', true);
    this.list.refresh();
    await vscode.commands.executeCommand('footplate.snapshot.focus');
  }

  async close(): Promise<void> {
    this.file = '';
    await vscode.commands.executeCommand('setContext', 'footplate.snapshotShown', false);
  }

  refresh(): void {
    this.list.refresh();
  }

  dispose(): void {
    this.list.dispose();
  }

  private async load(): Promise<Row[]> {
    if (this.file === '') return [];
    const result = await this.server.call('snapshot', { file: this.file });
    this.list.describe(`${basename(this.file)} · ${snapshotSummary(result, tongue)}`);
    return snapshotRows(result, tongue);
  }
}

/** What is saved, made, renamed or deleted in this window; ignore files and job files among it. */
function changesOfFiles(): vscode.Event<unknown> {
  return (listener, self, disposables) => {
    const changed = (): void => {
      listener.call(self, undefined);
    };
    const all = vscode.Disposable.from(
      vscode.workspace.onDidSaveTextDocument(changed),
      vscode.workspace.onDidCreateFiles(changed),
      vscode.workspace.onDidDeleteFiles(changed),
      vscode.workspace.onDidRenameFiles(changed),
    );
    disposables?.push(all);
    return all;
  };
}
