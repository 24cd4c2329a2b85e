// Registered data, models, environments and components as rows: a kind, its names, their versions. Pure.
import type { Row } from './list_view';
import type { Asset, AssetList } from './protocol';

const icons: Record<string, string> = {
  data: 'database',
  model: 'hubot',
  environment: 'layers',
  component: 'extensions',
};

export function assetRows({ assets }: AssetList): Row[] {
  const kinds = grouped(assets, asset => asset.kind);
  return [...kinds].map(([kind, ofKind]): Row => {
    const names = grouped(ofKind, asset => asset.name);
    return {
      id: kind,
      label: kind,
      description: String(names.size),
      icon: icons[kind] ?? 'symbol-misc',
      expanded: true,
      children: [...names].map(([name, versions]) => nameRow(kind, name, versions)),
    };
  });
}

function nameRow(kind: string, name: string, versions: readonly Asset[]): Row {
  const latest = versions.find(asset => asset.labels.includes('latest'));
  return {
    id: `${kind}/${name}`,
    label: name,
    description: latest?.version ?? '',
    icon: icons[kind] ?? 'symbol-misc',
    children: versions.map(versionRow),
  };
}

function versionRow(asset: Asset): Row {
  const facts: [string, string | null][] = [
    ['type', asset.type],
    ['path', asset.path],
    ['created', asset.created],
    ['run', asset.run],
    ['description', asset.description],
  ];
  return {
    id: `${asset.kind}/${asset.name}/${asset.version}`,
    label: asset.version,
    description: asset.labels.join(', '),
    icon: asset.archived ? 'archive' : 'tag',
    context: asset.archived ? 'asset.archived' : 'asset',
    details: facts.flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : [])),
    subject: { kind: asset.kind, name: asset.name, version: asset.version, file: asset.file },
  };
}

function grouped(assets: readonly Asset[], key: (asset: Asset) => string): Map<string, Asset[]> {
  const groups = new Map<string, Asset[]>();
  for (const asset of assets) groups.set(key(asset), [...(groups.get(key(asset)) ?? []), asset]);
  return groups;
}
