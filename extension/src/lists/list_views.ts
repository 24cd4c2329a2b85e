// The views beside Experiments: what runs where, what jobs run in, and what is registered.
import * as vscode from 'vscode';
import { assetRows } from './asset_rows';
import { computeRows } from './compute_rows';
import { environmentRows, mostUses } from './environment_rows';
import { ListView, type Row } from './list_view';
import { title } from '../runs/run_format';
import type { EnvironmentsResult } from '../server/protocol';
import type { Server } from '../server/server';
import { tongue } from '../shared/tongue';

/** Runs whose names are asked for, in all environments together. */
const mostNames = 500;

export interface Lists {
  compute: ListView;
  environments: ListView;
  assets: ListView;
}

export function listViews(server: Server): Lists {
  return {
    compute: new ListView('footplate.compute', server, async () =>
      computeRows(await server.call('compute', { action: 'list' }), tongue),
    ),
    environments: new ListView(
      'footplate.environments',
      server,
      () => (vscode.workspace.isTrusted ? environments(server) : Promise.resolve([])), // it starts programs
      server.onEnvironmentsChanged,
    ),
    assets: new ListView('footplate.assets', server, async () =>
      assetRows(await server.call('asset', { action: 'list' }), tongue),
    ),
  };
}

async function environments(server: Server): Promise<Row[]> {
  const known = await server.call('env', { action: 'list' });
  return environmentRows(known, await namesOfUses(server, known).catch(() => new Map()), tongue);
}

async function namesOfUses(server: Server, { environments: all }: EnvironmentsResult): Promise<Map<string, string>> {
  const uses = all.flatMap(({ runs }) => runs.slice(0, mostUses)).slice(0, mostNames);
  const ids = uses.map(({ id }) => `'${id}'`);
  if (ids.length === 0) return new Map();
  const { runs } = await server.call('list', { where: `id IN (${ids.join(', ')})`, limit: ids.length, archived: true });
  return new Map(runs.map(run => [run.id, title(run)]));
}
