// Files of snapshots as read-only documents. An address says all that is needed to ask the server for the text, so that a tab which
// the window restores is filled again.
import * as vscode from 'vscode';
import { factPairs, fileText } from './diff_sides';
import type { DiffResult } from '../server/protocol';
import type { Server } from '../server/server';

const diffScheme = 'footplate-diff';

/** What is compared: two runs, or one with the working folder. */
export interface Compared {
  runs: string[];
  folder?: string;
}

interface Address extends Compared {
  side: 'old' | 'new';
  /** Of a file of the code, else the name of a pair of facts. */
  path: string;
  isCode: boolean;
}

export class DiffDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(diffScheme, this);
  private last: { key: string; answer: Promise<DiffResult> } | undefined;

  constructor(private readonly server: Server) {}

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { side, path, isCode, ...compared } = JSON.parse(uri.query) as Address;
    if (!isCode) {
      const pair = factPairs(await this.overview(compared)).find(({ name }) => name === path);
      return pair?.[side] ?? '';
    }
    const { code } = await this.server.call('diff', { ...compared, path: [path], content: true });
    const file = code?.files.find(one => one.path === path);
    return file ? fileText(file, side) : '';
  }

  /** Which files differ, without their texts; the facts with theirs. Both sides of a pair ask one after the other. */
  overview(compared: Compared, fresh = false): Promise<DiffResult> {
    const key = JSON.stringify(compared);
    if (fresh || this.last?.key !== key) this.last = { key, answer: this.server.call('diff', { ...compared }) };
    return this.last.answer;
  }

  /** The rows of a multi-diff editor: what is shown as the name, and both sides. */
  rows(compared: Compared, result: DiffResult): [vscode.Uri, vscode.Uri | undefined, vscode.Uri | undefined][] {
    const row = (
      path: string,
      isCode: boolean,
      hasOld: boolean,
      hasNew: boolean,
    ): ReturnType<typeof this.rows>[number] => {
      const address = (side: 'old' | 'new'): vscode.Uri =>
        vscode.Uri.from({
          scheme: diffScheme,
          path: `/${path}`,
          query: JSON.stringify({ ...compared, side, path, isCode } satisfies Address),
        });
      return [address('new'), hasOld ? address('old') : undefined, hasNew ? address('new') : undefined];
    };
    return [
      ...factPairs(result).map(pair => row(pair.name, false, true, true)),
      ...(result.code?.files ?? []).map(file => row(file.path, true, file.old_kind !== null, file.new_kind !== null)),
    ];
  }

  dispose(): void {
    this.registration.dispose();
  }
}
