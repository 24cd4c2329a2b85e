// Texts of ours as read-only documents: logs, comparisons, previews. The address says what it is; the same address shown again
// replaces the text.
import * as vscode from 'vscode';

const textScheme = 'footplate';

export class TextDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(textScheme, this);
  private readonly closed = vscode.workspace.onDidCloseTextDocument(document => {
    this.texts.delete(document.uri.toString());
  });

  readonly onDidChange = this.changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  /** The address of a text, for a diff; `name` is the title of its tab. */
  put(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: textScheme, path: `/${name}` });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    return uri;
  }

  async show(name: string, text: string, language: string, beside = false): Promise<void> {
    const uri = this.put(name, text);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, language);
    const viewColumn = beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    await vscode.window.showTextDocument(document, { viewColumn, preview: true });
  }

  dispose(): void {
    this.registration.dispose();
    this.closed.dispose();
    this.changed.dispose();
  }
}
