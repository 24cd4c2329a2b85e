// The parts of the page that are words: title and actions, what went wrong, tables of values, files, children. Each is a
// function from what is known to elements.
import type { Run, RunDetails } from '../../../protocol/generated/protocol';
import { circumstances, formatMetric, isActive, title } from '../../src/runs/run_format';
import { madeWord, statusWord } from '../../src/runs/run_words';
import { sizeText } from '../../src/shared/sizes';
import { h, t, tongue } from '../shared/dom';
import type { FromRunPage, OutputFile, RunAction } from '../shared/messages';

export type Send = (message: FromRunPage) => void;

export function header(run: RunDetails, send: Send): HTMLElement {
  const action = (name: RunAction, text: string, primary = false): HTMLElement =>
    h(
      'button',
      {
        id: `action-${name}`,
        class: primary && 'primary',
        onclick: () => {
          send({ type: 'action', action: name });
        },
      },
      text,
    );
  return h(
    'header',
    {},
    h('h1', {}, title(run), h('span', { class: `status ${run.status}` }, statusWord(run.status, tongue))),
    h('div', { class: 'quiet' }, `${run.experiment} · ${run.id} · ${circumstances(run, tongue)}`),
    run.description !== '' && h('p', { class: 'note' }, run.description),
    h(
      'div',
      { class: 'bar', role: 'toolbar', 'aria-label': t('Actions') },
      action('openLog', t('Open Log'), true),
      isActive(run) ? action('cancel', t('Cancel Run')) : action('rerun', t('Run Again…')),
      action('openFile', t('Open Job File')),
      action('openOutputs', t('Open Outputs')),
      action('diffRuns', t('Compare Code with…')),
      action('copyCommand', t('Copy as Command…')),
    ),
  );
}

export function problem(run: RunDetails, send: Send): HTMLElement | undefined {
  if (!run.error) return undefined;
  return h(
    'section',
    { 'aria-label': t('What went wrong') },
    h('h2', {}, t('What went wrong')),
    h('div', { class: 'problem' }, h('div', {}, run.error.message), traceback(run, send)),
  );
}

/** The places in the person's own code that the error came through. */
function traceback(run: RunDetails, send: Send): HTMLElement | undefined {
  const frames = run.error?.traceback;
  if (!frames?.length) return undefined;
  const items = frames.map(frame => {
    const open = (): void => {
      send({ type: 'openSource', file: frame.file, line: frame.line });
    };
    const place = h('button', { class: 'link', onclick: open }, `${frame.file}:${frame.line}`);
    return h('li', {}, place, frame.function ? ` ${frame.function}` : '');
  });
  return h('ol', {}, ...items);
}

type Row = [string, string | HTMLElement];

function pairs(name: string, rows: readonly Row[]): HTMLElement | undefined {
  if (rows.length === 0) return undefined;
  const body = rows.map(([key, value]) =>
    h('tr', {}, h('th', { scope: 'row' }, h('span', { class: 'key' }, key)), h('td', {}, value)),
  );
  return h('section', { 'aria-label': name }, h('h2', {}, name), h('table', {}, h('tbody', {}, ...body)));
}

export function values(run: RunDetails): HTMLElement {
  const inputs = Object.entries(run.inputs).map(([name, input]): Row => [name, input.value]);
  const outputs = Object.entries(run.outputs).map(([name, output]): Row => [name, output.path]);
  return h(
    'div',
    { class: 'columns' },
    pairs(
      t('Metrics, last values'),
      Object.entries(run.metrics).map(([name, value]): Row => [name, formatMetric(value)]),
    ),
    pairs(t('Parameters'), Object.entries(run.params)),
    pairs(t('Inputs'), inputs),
    pairs(t('Outputs'), outputs),
    pairs(t('Tags'), Object.entries(run.tags)),
    environment(run),
    snapshot(run),
  );
}

function environment({ environment: made }: RunDetails): HTMLElement | undefined {
  if (!made) return undefined;
  const rows: Row[] = [
    [t('name'), made.name],
    ['Python', made.python],
    [t('made'), madeWord(made.how, tongue)],
    [t('hash'), made.hash.slice(0, 16)],
    ...made.substitutions.map((one): Row => [one.package, `${one.wanted} → ${one.given} (${one.reason})`]),
  ];
  return pairs(
    t('Environment'),
    rows.filter(([, value]) => value !== ''),
  );
}

function snapshot({ snapshot: sent }: RunDetails): HTMLElement | undefined {
  if (!sent) return undefined;
  return pairs(t('Code'), [
    [t('files'), String(sent.files)],
    [t('size'), sizeText(sent.bytes)],
    [t('hash'), sent.hash.slice(0, 16)],
  ]);
}

export function children(runs: readonly Run[], send: Send): HTMLElement | undefined {
  if (runs.length === 0) return undefined;
  const rows = runs.map(run => {
    const open = (): void => {
      send({ type: 'openRun', run: run.id });
    };
    return h(
      'tr',
      {},
      h('th', { scope: 'row' }, h('button', { id: `child-${run.id}`, class: 'link key', onclick: open }, title(run))),
      h('td', {}, h('span', { class: `status ${run.status}` }, statusWord(run.status, tongue))),
      h('td', {}, circumstances(run, tongue)),
    );
  });
  const heads = [t('pipeline step'), t('status'), t('details')].map(text => h('th', { scope: 'col' }, text));
  const table = h('table', {}, h('thead', {}, h('tr', {}, ...heads)), h('tbody', {}, ...rows));
  return h('section', { 'aria-label': t('Steps') }, h('h2', {}, t('Steps')), table);
}

export function files(list: readonly OutputFile[], more: number, send: Send): HTMLElement | undefined {
  if (list.length === 0) return undefined;
  const act = (path: string, how: 'open' | 'reveal' | 'download', text: string): HTMLElement =>
    h(
      'button',
      {
        class: 'link',
        'aria-label': text !== path && `${text}: ${path}`,
        onclick: () => {
          send({ type: 'openOutput', path, how });
        },
      },
      text,
    );
  const rows = list.map(file =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, act(file.path, 'open', file.path)),
      h('td', {}, sizeText(file.bytes)),
      h('td', {}, act(file.path, 'reveal', t('Reveal'))),
      h('td', {}, act(file.path, 'download', t('Download…'))),
    ),
  );
  const pictures = list.flatMap(file =>
    file.image === undefined
      ? []
      : [h('figure', {}, h('img', { src: file.image, alt: file.path }), h('figcaption', {}, file.path))],
  );
  return h(
    'section',
    { 'aria-label': t('Files') },
    h('h2', {}, t('Files')),
    h('table', {}, h('tbody', {}, ...rows)),
    more > 0 && h('p', { class: 'quiet' }, t('and {0} more', more)),
    h('div', { class: 'pictures' }, ...pictures),
  );
}
