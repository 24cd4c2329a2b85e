// Dry runs as read-only documents beside the job file.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { dryRunText } from './dry_run_text';
import type { DryRunResult } from '../server/protocol';

const scheme = 'footplate-dry-run';

export class DryRuns implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  readonly onDidChange = this.changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  async show(file: string, result: DryRunResult): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${vscode.l10n.t('Dry run of {0}', basename(file))}`, query: file });
    this.texts.set(uri.toString(), dryRunText(result.dry_run));
    this.changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, 'yaml');
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
