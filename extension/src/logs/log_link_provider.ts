// Links of our log terminals: a place in a traceback opens the person's own file at that line.
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { logLinks, sourceFile, type LogLink } from './log_links';
import type { LogTerminals } from './log_terminal';
import type { Server } from '../server/server';
import { showFile } from '../shared/reveal';

class Link extends vscode.TerminalLink {
  constructor(
    readonly run: string,
    readonly place: LogLink,
  ) {
    super(place.from, place.length, vscode.l10n.t('Open the file'));
  }
}

export class LogLinkProvider implements vscode.TerminalLinkProvider<Link> {
  constructor(
    private readonly logs: LogTerminals,
    private readonly server: Server,
  ) {}

  provideTerminalLinks({ line, terminal }: vscode.TerminalLinkContext): Link[] {
    const run = this.logs.runOf(terminal);
    if (run === undefined) return [];
    return logLinks(line).map(place => new Link(run, place));
  }

  async handleTerminalLink({ run, place }: Link): Promise<void> {
    const details = (await this.server.call('show', { runs: [run] })).run;
    await openSource(place.file, place.line, details.file ?? undefined);
  }
}

/** Opens the person's file that a path of a log means, `jobFile` being what the run was made from. */
export async function openSource(file: string, line: number, jobFile?: string): Promise<void> {
  const own = jobFile === undefined ? [] : [dirname(jobFile), `${dirname(jobFile)}/src`];
  const folders = [...own, ...(vscode.workspace.workspaceFolders ?? []).map(folder => folder.uri.fsPath)];
  const found = (await sourceFile(file, folders, isFile)) ?? (await search(file));
  if (found === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Not in this workspace: {0}', file));
    return;
  }
  const at = new vscode.Position(Math.max(0, line - 1), 0);
  await showFile(vscode.Uri.file(found), { selection: new vscode.Range(at, at) });
}

async function search(file: string): Promise<string | undefined> {
  const name = file.split('/').at(-1) ?? '';
  const hits = await vscode.workspace.findFiles(`**/${name.replace(/[[\]{}*?]/g, '?')}`, '**/.footplate/**', 2);
  return hits.length === 1 ? hits[0]?.fsPath : undefined;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
