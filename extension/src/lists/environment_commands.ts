// Commands about environments: build one, build it again, look at its log, remove what nobody needs.
import * as vscode from 'vscode';
import { environmentTitle, shortHash } from './environment_rows';
import { environmentText } from './environment_text';
import type { Action, Parts } from '../parts';
import type { Environment, PrunedEnvironments } from '../server/protocol';
import { tellError } from '../shared/errors';
import { reveal } from '../shared/reveal';
import { subject } from '../shared/rows';
import { sizeText } from '../shared/sizes';
import { chooseFile, mayRun, savedFile, yamlOf } from '../submit/targets';

export function environmentCommands(parts: Parts): Record<string, Action> {
  const { lists } = parts;
  return {
    refreshEnvironments: () => {
      lists.environments.refresh();
    },
    buildEnvironment: target => buildFromFile(parts, target),
    rebuildEnvironment: target => rebuild(parts, subject(target, 'hash')),
    openBuildLog: target => openBuildLog(subject(target, 'log')),
    describeEnvironment: target => describe(parts, subject(target, 'hash')),
    copyEnvironmentHash: target => vscode.env.clipboard.writeText(subject(target, 'hash')),
    revealEnvironment: target => reveal(vscode.Uri.file(subject(target, 'path'))),
    removeEnvironment: target => remove(parts, subject(target, 'hash')),
    pruneEnvironments: () => removeUnused(parts),
  };
}

/** From the file of a menu or the one that is open, else from one that is chosen. */
async function buildFromFile(parts: Parts, target: unknown): Promise<void> {
  if (!(await mayRun())) return;
  const uri = yamlOf(target) ?? (await chooseDefinition());
  const file = uri && (await savedFile(uri));
  if (file !== undefined) await build(parts, file, false);
}

function chooseDefinition(): Promise<vscode.Uri | undefined> {
  return chooseFile(vscode.l10n.t('A file that defines or uses the environment'));
}

async function build({ server, lists }: Parts, target: string, force: boolean): Promise<void> {
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Building the environment'),
    cancellable: true,
  };
  try {
    const { environments } = await vscode.window.withProgress(progress, (report, cancel) =>
      server.call('env', { action: 'build', targets: [target], force }, cancel, report),
    );
    const names = environments.map(environmentTitle).join(', ');
    vscode.window.setStatusBarMessage(vscode.l10n.t('Ready: {0}', names), 5000);
  } catch (error) {
    if (error instanceof vscode.CancellationError) return;
    await tellFailure(server, target, error);
  } finally {
    lists.environments.refresh();
  }
}

async function tellFailure(server: Parts['server'], target: string, error: unknown): Promise<void> {
  const answer = await server.call('env', { action: 'show', targets: [target] }).catch(() => undefined);
  const log = answer?.environments.find(({ state }) => state === 'failed')?.log ?? '';
  const open = vscode.l10n.t('Open Build Log');
  if ((await tellError(error, ...(log === '' ? [] : [open]))) === open) await openBuildLog(log);
}

/** A hash does not say what to build: the job file of a run that used it does, as long as it still means this hash. */
async function rebuild(parts: Parts, hash: string): Promise<void> {
  if (hash === '' || !(await mayRun())) return;
  const [known] = (await parts.server.call('env', { action: 'show', targets: [hash] })).environments;
  if (!known || isInUse(parts, [known])) return;
  const file = await definitionOf(parts, known);
  if (file === undefined) {
    const message = vscode.l10n.t('No job file here defines the environment {0} any more.', shortHash(hash));
    const choose = vscode.l10n.t('Choose File…');
    if ((await vscode.window.showInformationMessage(message, choose)) !== choose) return;
    const uri = await chooseDefinition();
    if (uri) await build(parts, uri.fsPath, true);
    return;
  }
  if (known.state === 'ready') await parts.server.call('env', { action: 'prune', targets: [hash] });
  await build(parts, file, true);
}

async function definitionOf({ server }: Parts, { hash, name, runs }: Environment): Promise<string | undefined> {
  const candidates = /^azureml[:/]/.test(name) ? [name] : [];
  for (const { id, project } of runs.slice(0, 10)) {
    const answer = await server.call('show', { runs: [id], folder: project }).catch(() => undefined);
    const file = answer?.run.file;
    if (file && !candidates.includes(file)) candidates.push(file);
  }
  for (const candidate of candidates) {
    const answer = await server.call('env', { action: 'show', targets: [candidate] }).catch(() => undefined);
    if (answer?.environments.some(environment => environment.hash === hash)) return candidate;
  }
  return undefined;
}

/** What a run is working with is left alone. */
function isInUse({ view }: Parts, environments: readonly Environment[]): boolean {
  const active = new Set(view.model.active().map(run => run.id));
  const used = environments.find(({ runs }) => runs.some(({ id }) => active.has(id)));
  if (!used) return false;
  void vscode.window.showInformationMessage(vscode.l10n.t('A run is working in it: {0}', environmentTitle(used)));
  return true;
}

async function openBuildLog(file: string): Promise<void> {
  if (file === '') return;
  await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: true });
}

/** All that is known of it: packages, what was loosened, its definition, the end of its log. */
async function describe({ server, documents }: Parts, hash: string): Promise<void> {
  if (hash === '') return;
  const [known] = (await server.call('env', { action: 'show', targets: [hash] })).environments;
  if (known)
    await documents.show(`${environmentTitle(known)} · ${shortHash(hash)}.yml`, environmentText(known), 'yaml');
}

async function remove(parts: Parts, hash: string): Promise<void> {
  if (hash === '') return;
  const [known] = (await parts.server.call('env', { action: 'show', targets: [hash] })).environments;
  if (!known || isInUse(parts, [known])) return;
  const detail = vscode.l10n.t('The next run that needs it builds it again.');
  const question = vscode.l10n.t('Remove the environment {0} ({1})?', environmentTitle(known), sizeText(known.bytes));
  if (await agrees(question, detail)) await prune(parts, [hash]);
}

async function removeUnused(parts: Parts): Promise<void> {
  const found = await pruned(parts, [], true);
  const [first, ...others] = found.removed;
  if (!first) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Every environment is used by a run that is still there.'));
    return;
  }
  const question =
    others.length === 0
      ? vscode.l10n.t('Remove the environment {0} ({1})?', environmentTitle(first), sizeText(found.bytes))
      : vscode.l10n.t('Remove {0} environments ({1})?', found.removed.length, sizeText(found.bytes));
  const detail = [
    ...found.removed.map(one => `${environmentTitle(one)} · ${sizeText(one.bytes)}`),
    ...found.downloads.map(one => `${one.address} · ${sizeText(one.bytes)}`),
  ].join('\n');
  if (await agrees(question, detail)) await prune(parts, []);
}

async function agrees(question: string, detail: string): Promise<boolean> {
  const yes = vscode.l10n.t('Remove');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}

async function pruned({ server }: Parts, targets: string[], dryRun: boolean): Promise<PrunedEnvironments> {
  const answer = await server.call('env', { action: 'prune', ...(targets.length > 0 && { targets }), dry_run: dryRun });
  return answer as unknown as PrunedEnvironments;
}

async function prune(parts: Parts, targets: string[]): Promise<void> {
  const { bytes } = await pruned(parts, targets, false);
  parts.lists.environments.refresh();
  vscode.window.setStatusBarMessage(vscode.l10n.t('Freed: {0}', sizeText(bytes)), 5000);
}
