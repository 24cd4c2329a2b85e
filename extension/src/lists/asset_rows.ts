// Registered data, models, environments and components as rows: a kind, its names, their versions. Pure.
import { idIn, ofProject } from './project_words';
import type { Row } from './list_view';
import type { Asset, AssetList } from '../server/protocol';
import type { Tongue } from '../runs/run_words';
import { knownFacts } from '../shared/rows';
import { localTime } from '../shared/times';

const icons: Record<string, string> = {
  data: 'database',
  model: 'hubot',
  environment: 'layers',
  component: 'extensions',
};

export function assetRows({ assets }: AssetList, tongue: Tongue): Row[] {
  const kinds = grouped(assets, asset => asset.kind);
  return [...kinds].map(([kind, ofKind]): Row => {
    const names = grouped(ofKind, asset => idIn(asset, asset.name));
    return {
      id: kind,
      label: kindWord(kind, tongue),
      description: String(names.size),
      icon: icons[kind] ?? 'symbol-misc',
      expanded: true,
      children: [...names.values()].map(versions => nameRow(kind, versions, tongue)),
    };
  });
}

function kindWord(kind: string, { t }: Tongue): string {
  const words: Partial<Record<string, string>> = {
    data: t('Data'),
    model: t('Models'),
    environment: t('Environments'),
    component: t('Components'),
  };
  return words[kind] ?? kind;
}

function nameRow(kind: string, versions: readonly [Asset, ...Asset[]], tongue: Tongue): Row {
  const first = versions[0];
  const latest = versions.find(asset => asset.labels.includes('latest'));
  return {
    id: idIn(first, `${kind}/${first.name}`),
    label: first.name,
    description: ofProject(first, latest?.version ?? ''),
    icon: icons[kind] ?? 'symbol-misc',
    children: versions.map(version => versionRow(version, tongue)),
  };
}

function versionRow(asset: Asset, { t, language }: Tongue): Row {
  const facts: [string, string | null][] = [
    [t('type'), asset.type],
    [t('path'), asset.path],
    [t('created'), localTime(asset.created, language)],
    [t('run'), asset.run],
    [t('description'), asset.description],
  ];
  return {
    id: idIn(asset, `${asset.kind}/${asset.name}/${asset.version}`),
    label: asset.version,
    description: asset.labels.join(', '),
    icon: asset.archived ? 'archive' : 'tag',
    context: asset.archived ? 'asset.archived' : 'asset',
    details: knownFacts(facts),
    subject: {
      kind: asset.kind,
      name: asset.name,
      version: asset.version,
      file: asset.file,
      ...(asset.project !== undefined && { project: asset.project }),
    },
  };
}

function grouped(assets: readonly Asset[], key: (asset: Asset) => string): Map<string, [Asset, ...Asset[]]> {
  const groups = new Map<string, [Asset, ...Asset[]]>();
  for (const asset of assets) {
    const group = groups.get(key(asset));
    if (group) group.push(asset);
    else groups.set(key(asset), [asset]);
  }
  return groups;
}
