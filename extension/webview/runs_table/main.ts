// The table of runs: sorted and filtered by the server, so that it is the same for ten runs and for 100,000; a page more comes
// when the person scrolls to the end.
import '../shared/style.css';
import './runs_table.css';
import type { Run } from '../../../protocol/generated/protocol';
import { title } from '../../src/runs/run_format';
import { h, host, replace, t, tongue } from '../shared/dom';
import type { FromRunsTable, TableState, ToRunsTable } from '../shared/messages';
import { columnTitle, cellText, knownColumns, usualColumns } from './cells';

const vscode = host<TableState, FromRunsTable>();
const runs = new Map<string, Run>();
const chosen = new Set<string>();
let state: TableState = vscode.state() ?? { columns: [], sort: '', ascending: false, filter: '' };
let known: string[] = [];
let waiting = true;
let hasMore = false;

const filter = h('input', {
  type: 'search',
  class: 'filter',
  value: state.filter,
  placeholder: 'metrics.loss < 0.2 and params.lr = 0.1',
  'aria-label': t('Condition'),
  onchange: () => {
    change({ filter: filter.value.trim() });
  },
});
const picker = h('details', { class: 'picker' });
const trouble = h('div', { role: 'alert' });
const count = h('span', { class: 'quiet', role: 'status' });
const compare = button(t('Compare Selected'), () => {
  vscode.send({ type: 'act', action: 'compareRuns', runs: [...chosen] });
});
const compareCode = button(t('Compare Code'), () => {
  vscode.send({ type: 'act', action: 'diffRuns', runs: [...chosen] });
});
const head = h('thead');
const body = h('tbody');
const more = button(t('Show Older Runs'), next);
const nothing = h('p', { class: 'quiet', hidden: true });

function button(text: string, onclick: () => void): HTMLButtonElement {
  return h('button', { onclick }, text);
}

function change(part: Partial<TableState>): void {
  state = { ...state, ...part };
  vscode.remember(state);
  waiting = true;
  vscode.send({ type: 'state', state });
}

function next(): void {
  if (waiting || !hasMore) return;
  waiting = true;
  vscode.send({ type: 'more' });
}

function shownColumns(): string[] {
  return state.columns.length > 0 ? state.columns : usualColumns(known);
}

function drawHead(): void {
  const cells = ['name', ...shownColumns()].map(column => {
    const isSorted = state.sort === column;
    const order = isSorted ? (state.ascending ? 'ascending' : 'descending') : 'none';
    const sort = (): void => {
      change({ sort: column, ascending: isSorted ? !state.ascending : false });
    };
    const mark = isSorted ? (state.ascending ? ' ▲' : ' ▼') : '';
    const text = columnTitle(column, tongue);
    return h(
      'th',
      { scope: 'col', 'aria-sort': order },
      column === 'name' ? text : h('button', { id: `sort-${column}`, class: 'link', onclick: sort }, text + mark),
    );
  });
  replace(head, h('tr', {}, h('td', {}, h('span', { class: 'hidden-text' }, t('selected'))), ...cells));
}

function row(run: Run): HTMLTableRowElement {
  const box = h('input', {
    type: 'checkbox',
    checked: chosen.has(run.id),
    'aria-label': t('Select {0}', title(run)),
    onchange: () => {
      if (box.checked) chosen.add(run.id);
      else chosen.delete(run.id);
      drawCount();
    },
  });
  const open = (): void => {
    vscode.send({ type: 'open', run: run.id });
  };
  const cells = shownColumns().map(column => {
    const text = cellText(run, column, tongue);
    return h('td', { class: column === 'status' && `status ${run.status}`, title: text }, text);
  });
  const name = h('button', { class: 'link', title: run.id, onclick: open }, title(run));
  return h('tr', { 'data-run': run.id }, h('td', {}, box), h('th', { scope: 'row' }, name), ...cells);
}

function drawCount(): void {
  count.textContent =
    runs.size === 1 ? t('1 run, {0} selected', chosen.size) : t('{0} runs, {1} selected', runs.size, chosen.size);
  nothing.hidden = waiting || runs.size > 0;
  nothing.textContent = state.filter === '' ? t('No runs yet.') : t('No run fits the condition.');
  compare.disabled = chosen.size < 2;
  compareCode.disabled = chosen.size !== 2;
  more.hidden = !hasMore;
}

function drawPicker(): void {
  const shown = new Set(shownColumns());
  const boxes = known.map(column => {
    const box = h('input', {
      type: 'checkbox',
      checked: shown.has(column),
      onchange: () => {
        if (box.checked) shown.add(column);
        else shown.delete(column);
        state = { ...state, columns: known.filter(name => shown.has(name)) };
        vscode.remember(state);
        drawAll();
      },
    });
    return h('label', {}, box, columnTitle(column, tongue));
  });
  const summary = h('summary', {}, t('Columns'));
  picker.replaceChildren(summary, h('div', { class: 'boxes' }, ...boxes));
}

function drawAll(): void {
  drawHead();
  body.replaceChildren(...[...runs.values()].map(row));
  drawCount();
}

function takePage(page: Extract<ToRunsTable, { type: 'page' }>): void {
  waiting = false;
  hasMore = page.more;
  state = page.state;
  filter.value = state.filter;
  vscode.remember(state);
  replace(trouble);
  if (page.fresh) runs.clear();
  const before = known.join('\n');
  for (const run of page.runs) runs.set(run.id, run);
  known = [...new Set([...page.known, ...knownColumns([...runs.values()])])];
  if (known.join('\n') !== before) drawPicker();
  if (page.fresh || known.join('\n') !== before) drawAll();
  else {
    body.append(...page.runs.map(row));
    drawCount();
  }
}

function takeChanges(changed: readonly Run[]): void {
  for (const run of changed) {
    if (!runs.has(run.id)) continue;
    runs.set(run.id, run);
    body.querySelector(`tr[data-run="${CSS.escape(run.id)}"]`)?.replaceWith(row(run));
  }
}

const actions = [
  compare,
  compareCode,
  button(t('Export as CSV'), () => {
    vscode.send({ type: 'export', runs: [...chosen], format: 'csv' });
  }),
  button(t('Export as JSON'), () => {
    vscode.send({ type: 'export', runs: [...chosen], format: 'json' });
  }),
  button(t('Copy as Command'), () => {
    vscode.send({ type: 'copyCommand' });
  }),
];
document.body.append(
  h(
    'main',
    {},
    h('h1', {}, t('Runs')),
    h('div', { class: 'bar' }, filter, picker, ...actions, count),
    trouble,
    h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('Runs') },
      h('table', {}, head, body),
      nothing,
      more,
    ),
  ),
);
new IntersectionObserver(entries => {
  if (entries.some(entry => entry.isIntersecting)) next();
}).observe(more);
window.addEventListener('message', ({ data }: MessageEvent<ToRunsTable>) => {
  if (data.type === 'page') takePage(data);
  else if (data.type === 'changed') takeChanges(data.runs);
  else {
    waiting = false;
    replace(trouble, h('div', { class: 'problem' }, data.message));
  }
});
drawHead();
drawCount();
vscode.send({ type: 'ready', state });
