// Computes as rows: their nodes and what runs on them, and who waits for one. Pure.
import type { Row } from './list_view';
import type { ComputeList } from './protocol';

type Compute = ComputeList['computes'][number];

export function computeRows({ computes }: ComputeList): Row[] {
  return computes.map(computeRow);
}

function computeRow(compute: Compute): Row {
  const busy = compute.nodes.filter(node => node.run !== null).length;
  const waiting = compute.queue.length > 0 ? ` · +${compute.queue.length}` : '';
  const isStopped = compute.state === 'stopped';
  const facts: [string, string | null][] = [
    ['type', compute.type],
    ['state', compute.state],
    ['instances', `${compute.min_instances}–${compute.max_instances}`],
    ['problem', compute.problem],
  ];
  return {
    id: compute.name,
    label: compute.name,
    description: isStopped ? compute.state : `${busy}/${compute.max_instances}${waiting}`,
    icon: compute.problem === null ? 'server-environment' : 'warning',
    context: compute.problem !== null ? 'pool.unsupported' : isStopped ? 'pool.stopped' : 'pool',
    expanded: true,
    details: facts.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]])),
    subject: { name: compute.name, file: compute.file ?? '' },
    children: [
      ...compute.nodes.map(node => nodeRow(compute, node)),
      ...compute.queue.map(one => waitingRow(compute, one)),
    ],
  };
}

function nodeRow(compute: Compute, node: Compute['nodes'][number]): Row {
  const row: Row = {
    id: `${compute.name}/node/${node.name}`,
    label: node.name,
    description: node.run ?? node.state,
    icon: node.run === null ? 'vm' : 'vm-running',
    details: [['since', node.since]],
  };
  return node.run === null ? row : withRun(row, node.run);
}

function waitingRow(compute: Compute, one: Compute['queue'][number]): Row {
  const row: Row = {
    id: `${compute.name}/waiting/${one.run}`,
    label: `${one.position}. ${one.run}`,
    description: one.reason,
    icon: 'watch',
    details: [['since', one.since]],
  };
  return withRun(row, one.run);
}

function withRun(row: Row, run: string): Row {
  return { ...row, subject: { run }, command: 'footplate.openRunOfRow' };
}
