// Which of the files that are seen can be run or debugged, as the server says, for the `when` clauses of buttons and menus: the context
// keys hold paths, so that each of several editors side by side has its own buttons.
import * as vscode from 'vscode';
import type { Server } from '../server/server';
import { Throttle } from '../shared/throttle';

const runLanguages = new Set(['yaml', 'azureml-run']);
const keys = { run: 'footplate.runnable', debug: 'footplate.debuggable' };

export class DocumentActions implements vscode.Disposable {
  private readonly throttle = new Throttle(300, () => this.look());
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly server: Server) {
    const ask = (): void => {
      this.throttle.ask();
    };
    this.disposables = [
      vscode.window.onDidChangeVisibleTextEditors(ask),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (runLanguages.has(document.languageId)) ask();
      }),
      server.onState(ask),
    ];
  }

  dispose(): void {
    this.throttle.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }

  private async look(): Promise<void> {
    const uris = vscode.window.visibleTextEditors
      .map(({ document }) => document)
      .filter(({ uri, languageId }) => uri.scheme === 'file' && runLanguages.has(languageId))
      .map(({ uri }) => uri);
    const answers = await Promise.all(uris.map(uri => this.server.actions(uri).catch((): string[] => [])));
    for (const [action, key] of Object.entries(keys)) {
      const paths = uris.filter((_, index) => answers[index]?.includes(action)).map(uri => uri.path);
      await vscode.commands.executeCommand('setContext', key, paths);
    }
  }
}
