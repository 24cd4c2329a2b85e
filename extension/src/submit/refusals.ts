// What a person is told when a job is not started.
import * as vscode from 'vscode';
import { isAboutMachine } from '../server/doctor';
import { tellError } from '../shared/errors';
import { showFile } from '../shared/reveal';
import { readable, refusedPlace, type RefusedPlace } from './refusal_place';

/** A file that is not right yet is opened where it is wrong; other reasons are told. */
export async function showRefusal(error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const place = refusedPlace(message);
  if (place) await open(place);
  const problems = vscode.l10n.t('Show Problems');
  const missing = vscode.l10n.t('What Is Missing');
  const ways = isAboutMachine(error) ? [missing] : place ? [problems] : [];
  // Not waited for: the other files of a selection go on.
  const told = place ? readable(message, place, vscode.workspace.asRelativePath(place.file)) : message;
  void tellError(told, ...ways).then(choice => {
    if (choice === problems) void vscode.commands.executeCommand('workbench.actions.view.problems');
    else if (choice === missing) void vscode.commands.executeCommand('footplate.doctor');
  });
}

async function open({ file, line, column }: RefusedPlace): Promise<void> {
  const at = new vscode.Position(line - 1, column - 1);
  try {
    await showFile(vscode.Uri.file(file), { selection: new vscode.Range(at, at) });
  } catch {
    // no text, or gone: the message names it
  }
}
