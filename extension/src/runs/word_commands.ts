// Commands by which a person says something about a run: its name, its tags, a note.
import * as vscode from 'vscode';
import type { Action, Parts } from '../parts';
import type { Run } from '../server/protocol';
import { enteredAs, wordsOf } from '../shared/cli_words';
import { typing } from '../shared/typing';
import { eachRun } from './each_run';
import { title } from './run_format';

export function wordCommands(parts: Parts): Record<string, Action> {
  return {
    renameRun: eachRun(parts, rename),
    tagRun: eachRun(parts, tag),
    noteRun: eachRun(parts, note),
  };
}

async function rename({ server, view }: Parts, run: Run): Promise<void> {
  const name = await vscode.window.showInputBox({
    ...typing,
    title: vscode.l10n.t('Name of the run'),
    value: title(run),
  });
  if (name) view.take([(await server.call('tag', { runs: [run.id], name })).run]);
}

async function tag({ server, view }: Parts, run: Run): Promise<void> {
  const value = Object.entries(run.tags)
    .map(([name, text]) => enteredAs(name, text))
    .join(' ');
  const prompt = vscode.l10n.t('Tags, as owner=ada stage="almost final"');
  const validateInput = (entered: string): string | undefined => {
    const wrong = wordsOf(entered).find(word => !/^[^=]+=/.test(word));
    return wrong === undefined ? undefined : vscode.l10n.t("'{0}' is no tag: it has no value, as in owner=ada", wrong);
  };
  const entered = await vscode.window.showInputBox({ ...typing, title: title(run), prompt, value, validateInput });
  if (entered === undefined) return;
  const set = wordsOf(entered);
  const kept = new Set(set.map(word => word.slice(0, word.indexOf('='))));
  const gone = Object.keys(run.tags).filter(name => !kept.has(name));
  view.take([(await server.call('tag', { runs: [run.id, ...set], remove: gone })).run]);
}

async function note({ server, view }: Parts, run: Run): Promise<void> {
  const { description } = (await server.call('show', { runs: [run.id] })).run;
  const prompt = vscode.l10n.t('A note, shown on the page of the run');
  const entered = await vscode.window.showInputBox({ ...typing, title: title(run), prompt, value: description });
  if (entered !== undefined) view.take([(await server.call('tag', { runs: [run.id], note: entered })).run]);
}
