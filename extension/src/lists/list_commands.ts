// Commands of the views of computes and assets: what their rows' menus do.
import * as vscode from 'vscode';
import type { Action, Parts } from '../parts';
import type { AssetResult } from '../server/protocol';
import { showFile } from '../shared/reveal';
import { subject } from '../shared/rows';
import { chooseFile, savedFile } from '../submit/targets';

export function listCommands(parts: Parts): Record<string, Action> {
  const { lists } = parts;
  return {
    refreshCompute: () => {
      lists.compute.refresh();
    },
    openCompute: target => openFile(subject(target, 'file')),
    startCompute: target => actOnCompute(parts, 'start', target),
    stopCompute: target => actOnCompute(parts, 'stop', target),
    openRunOfRow: target => {
      const project = subject(target, 'project');
      if (project !== '') parts.places.noteProject(project);
      return parts.pages.show(subject(target, 'run'));
    },
    refreshAssets: () => {
      lists.assets.refresh();
    },
    registerAsset: target => registerAsset(parts, target),
    copyAssetReference: target =>
      vscode.env.clipboard.writeText(`azureml:${subject(target, 'name')}:${subject(target, 'version')}`),
    archiveAsset: target => archiveAsset(parts, target),
  };
}

/** Of a row of one of several projects: where to act. */
function folderOf(target: unknown): { folder?: string } {
  const project = subject(target, 'project');
  return project === '' ? {} : { folder: project };
}

async function openFile(file: string): Promise<void> {
  if (file !== '') await showFile(vscode.Uri.file(file));
}

async function actOnCompute({ server, lists }: Parts, action: string, target: unknown): Promise<void> {
  const name = subject(target, 'name');
  if (name === '') return;
  await server.call('compute', { action, name, ...folderOf(target) });
  lists.compute.refresh();
}

async function registerAsset({ server, lists }: Parts, target: unknown): Promise<void> {
  const title = vscode.l10n.t('A file that describes data, a model, an environment or a component');
  const uri = target instanceof vscode.Uri ? target : await chooseFile(title);
  const file = uri && (await savedFile(uri));
  if (file === undefined) return;
  const { asset } = (await server.call('asset', { action: 'create', name: file })) as unknown as AssetResult;
  vscode.window.setStatusBarMessage(vscode.l10n.t('Registered: {0}', `azureml:${asset.name}:${asset.version}`), 5000);
  lists.assets.refresh();
}

async function archiveAsset({ server, lists }: Parts, target: unknown): Promise<void> {
  const name = `${subject(target, 'name')}:${subject(target, 'version')}`;
  await server.call('asset', { action: 'archive', name, type: subject(target, 'kind'), ...folderOf(target) });
  lists.assets.refresh();
}
