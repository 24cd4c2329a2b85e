// Computes as rows: their nodes and what runs on them, and who waits for one. Pure.
import { idIn, ofProject } from './project_words';
import type { Row } from './list_view';
import type { ComputeList } from '../server/protocol';
import type { Tongue } from '../runs/run_words';
import { knownFacts } from '../shared/rows';
import { localTime } from '../shared/times';

type Compute = ComputeList['computes'][number];

export function computeRows({ computes }: ComputeList, tongue: Tongue): Row[] {
  return computes.map(compute => computeRow(compute, tongue));
}

function stateWord(state: string, { t }: Tongue): string {
  const words: Partial<Record<string, string>> = {
    running: t('running'),
    stopped: t('stopped'),
    unsupported: t('unsupported'),
    deleted: t('deleted'),
    idle: t('idle'),
    busy: t('busy'),
  };
  return words[state] ?? state;
}

function computeRow(compute: Compute, tongue: Tongue): Row {
  const { t } = tongue;
  const busy = compute.nodes.filter(node => node.run !== null).length;
  const waiting = compute.queue.length > 0 ? ` · +${compute.queue.length}` : '';
  const isStopped = compute.state === 'stopped';
  const isStill = isStopped || compute.problem !== null;
  const facts: [string, string | null][] = [
    [t('type'), compute.type],
    [t('state'), stateWord(compute.state, tongue)],
    [t('instances'), `${compute.min_instances}–${compute.max_instances}`],
    [t('problem'), compute.problem],
  ];
  return {
    id: idIn(compute, compute.name),
    label: compute.name,
    description: ofProject(
      compute,
      isStopped ? stateWord(compute.state, tongue) : `${busy}/${compute.max_instances}${waiting}`,
    ),
    spoken: ofProject(compute, isStill ? stateWord(compute.state, tongue) : busyWords(compute, busy, tongue)),
    icon: compute.problem === null ? 'server-environment' : 'warning',
    context: compute.problem !== null ? 'pool.unsupported' : isStopped ? 'pool.stopped' : 'pool',
    expanded: true,
    details: knownFacts(facts),
    subject: {
      name: compute.name,
      file: compute.file ?? '',
      ...(compute.project !== undefined && { project: compute.project }),
    },
    children: [
      ...compute.nodes.map(node => nodeRow(compute, node, tongue)),
      ...compute.queue.map(one => waitingRow(compute, one, tongue)),
    ],
  };
}

function busyWords({ max_instances: most, queue }: Compute, busy: number, { t }: Tongue): string {
  const nodes = t('{0} of {1} nodes busy').replace('{0}', String(busy)).replace('{1}', String(most));
  return queue.length === 0 ? nodes : `${nodes}, ${t('{0} waiting').replace('{0}', String(queue.length))}`;
}

function nodeRow(compute: Compute, node: Compute['nodes'][number], tongue: Tongue): Row {
  const { t } = tongue;
  const row: Row = {
    id: idIn(compute, `${compute.name}/node/${node.name}`),
    label: node.name,
    description: node.display_name ?? node.run ?? stateWord(node.state, tongue),
    icon: node.run === null ? 'vm' : 'vm-running',
    details: knownFacts([
      [t('run'), node.run],
      [t('since'), localTime(node.since, tongue.language)],
    ]),
  };
  return node.run === null ? row : withRun(row, node.run);
}

function waitingRow(compute: Compute, one: Compute['queue'][number], { t, language }: Tongue): Row {
  const row: Row = {
    id: idIn(compute, `${compute.name}/waiting/${one.run}`),
    label: `${one.position}. ${one.display_name ?? one.run}`,
    description: one.reason,
    icon: 'history',
    colour: 'testing.iconQueued',
    details: [
      ['', one.reason],
      [t('run'), one.run],
      [t('since'), localTime(one.since, language)],
    ],
  };
  return withRun(row, one.run);
}

function withRun(row: Row, run: string): Row {
  return { ...row, subject: { run }, command: 'footplate.openRunOfRow' };
}
