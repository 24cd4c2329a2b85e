// The views beside Experiments: what runs where, what jobs run in, and what is registered.
import * as vscode from 'vscode';
import { assetRows } from './asset_rows';
import { computeRows } from './compute_rows';
import { environmentRows } from './environment_rows';
import { ListView } from './list_view';
import type { Server } from '../server/server';
import { tongue } from '../shared/tongue';

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
      async () =>
        vscode.workspace.isTrusted ? environmentRows(await server.call('env', { action: 'list' }), tongue) : [], // it starts programs
      server.onEnvironmentsChanged,
    ),
    assets: new ListView('footplate.assets', server, async () =>
      assetRows(await server.call('asset', { action: 'list' }), tongue),
    ),
  };
}
