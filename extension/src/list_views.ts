// The views beside Experiments: what runs where, and what is registered.
import { assetRows } from './asset_rows';
import { computeRows } from './compute_rows';
import { ListView } from './list_view';
import type { Server } from './server';

export interface Lists {
  compute: ListView;
  assets: ListView;
}

export function listViews(server: Server): Lists {
  return {
    compute: new ListView('footplate.compute', server, async () =>
      computeRows(await server.call('compute', { action: 'list' })),
    ),
    assets: new ListView('footplate.assets', server, async () =>
      assetRows(await server.call('asset', { action: 'list' })),
    ),
  };
}
