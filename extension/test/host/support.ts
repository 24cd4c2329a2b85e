// What the suites share: files of the open folder, and waiting for what VS Code tells by no event.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

export function folder(): string {
  const first = vscode.workspace.workspaceFolders?.[0];
  assert.ok(first, 'a folder is open');
  return first.uri.fsPath;
}

export function fileUri(name: string): vscode.Uri {
  return vscode.Uri.file(join(folder(), name));
}

/** Writes a file of the folder and opens it. */
export async function openFile(name: string, text: string): Promise<vscode.TextDocument> {
  await vscode.workspace.fs.writeFile(fileUri(name), Buffer.from(text));
  const document = await vscode.workspace.openTextDocument(fileUri(name));
  await vscode.window.showTextDocument(document);
  return document;
}

export async function until<T>(look: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> {
  const end = Date.now() + 60_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    assert.ok(Date.now() < end, `${what}: not within 60 s`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

function endedRuns(): string[] {
  const runs = join(folder(), '.footplate/runs');
  if (!existsSync(runs)) return [];
  return readdirSync(runs).filter(id => existsSync(join(runs, id, 'end.json')));
}

// A second submit of a file within half a second would be taken for a double click.
const betweenSubmits = 700;
let nextSubmit = 0;

/** Submits the file and gives the log of the run once that has ended. */
export async function logOfNewRun(file: vscode.Uri): Promise<string> {
  await until(() => Date.now() >= nextSubmit || undefined, 'a moment after the last submit');
  nextSubmit = Date.now() + betweenSubmits;
  const before = new Set(endedRuns());
  await vscode.commands.executeCommand('footplate.submit', file);
  const id = await until(() => endedRuns().find(run => !before.has(run)), 'a run has ended');
  return readFileSync(join(folder(), '.footplate/runs', id, 'user_logs/std_log.txt'), 'utf8');
}

export function messages(uri: vscode.Uri): string[] {
  return vscode.languages.getDiagnostics(uri).map(one => one.message);
}

/** The line of a document that has these words, for a place in it. */
export function placeOf(document: vscode.TextDocument, words: string): vscode.Position {
  const at = document.getText().indexOf(words);
  assert.ok(at >= 0, words);
  return document.positionAt(at + 1);
}

export const goodJob = `$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json
type: command
experiment_name: host
display_name: hello
command: echo hello \${{inputs.name}}
environment:
  image: library/python:latest
inputs:
  name: world
`;
