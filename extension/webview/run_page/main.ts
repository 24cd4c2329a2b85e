// The page of one run. It keeps what the extension told it last and draws from that; it asks for nothing by itself.
import 'uplot/dist/uPlot.min.css';
import '../shared/style.css';
import './run_page.css';
import type { Run, RunDetails } from '../../../protocol/generated/protocol';
import { isActive } from '../../src/runs/run_format';
import { h, host, replace, t } from '../shared/dom';
import type { FromRunPage, RunAction, ToRunPage } from '../shared/messages';
import type { ChartOptions } from './chart';
import { Charts } from './charts';
import { children, files, header, problem, values, type Send } from './sections';
import { timeline } from './timeline';

interface Remembered {
  run?: string;
  options: ChartOptions;
}

const vscode = host<Remembered, FromRunPage>();
const before = vscode.state();
const send: Send = message => {
  vscode.send(message);
};

const parts = {
  top: h('div'),
  problem: h('div'),
  phases: h('div'),
  steps: h('div'),
  values: h('div'),
  files: h('div'),
  log: h('pre', { tabindex: 0, role: 'log', 'aria-label': t('End of the log'), 'aria-live': 'off' }),
  trouble: h('div', { role: 'status' }),
};

let options: ChartOptions = before?.options ?? { axis: 'step', smoothing: 0, logarithmic: false };
let shown: RunDetails | undefined;
let ticking: ReturnType<typeof setInterval> | undefined;

const charts = new Charts(
  options,
  changed => {
    options = changed;
    remember();
  },
  {
    compare: () => {
      send({ type: 'action', action: 'compareMetrics' });
    },
    clear: () => {
      send({ type: 'action', action: 'clearCompared' });
    },
  },
);

function remember(): void {
  vscode.remember({ ...(shown && { run: shown.id }), options });
}

function drawRun(run: RunDetails, steps: Run[]): void {
  shown = run;
  remember();
  document.title = run.display_name || run.id;
  replace(parts.top, header(run, send));
  replace(parts.problem, problem(run, send));
  replace(parts.steps, children(steps, send));
  replace(parts.values, values(run));
  drawPhases();
  if (isActive(run)) ticking ??= setInterval(drawPhases, 1000);
  else if (ticking !== undefined) {
    clearInterval(ticking);
    ticking = undefined;
  }
}

function drawPhases(): void {
  if (!shown || shown.phases.length === 0) return;
  const line = timeline(shown.phases, Date.now());
  parts.phases.replaceChildren(h('section', { 'aria-label': t('Phases') }, h('h2', {}, t('Phases')), line));
}

/** Follows the end of the log unless the person has scrolled up to read. */
function drawLog(text: string): void {
  if (parts.log.textContent === text) return;
  const atEnd = parts.log.scrollTop + parts.log.clientHeight >= parts.log.scrollHeight - 8;
  parts.log.textContent = text;
  if (atEnd) parts.log.scrollTop = parts.log.scrollHeight;
}

function take(message: ToRunPage): void {
  switch (message.type) {
    case 'run':
      replace(parts.trouble);
      drawRun(message.run, message.children);
      break;
    case 'metrics':
      charts.take(message.metrics);
      break;
    case 'compared':
      charts.compare(message.runs);
      break;
    case 'outputs':
      replace(parts.files, files(message.files, message.more, send));
      break;
    case 'log':
      drawLog(message.text);
      break;
    case 'problem':
      replace(parts.trouble, h('div', { class: 'problem' }, message.message));
  }
}

function logAction(action: RunAction, text: string): HTMLElement {
  const onclick = (): void => {
    send({ type: 'action', action });
  };
  return h('button', { onclick }, text);
}

const logActions = h(
  'div',
  { class: 'bar' },
  logAction('logAsDocument', t('Open as Document')),
  logAction('findInLog', t('Find in Log')),
);

document.body.append(
  h(
    'main',
    {},
    parts.trouble,
    parts.top,
    parts.problem,
    parts.phases,
    charts.element,
    parts.steps,
    parts.values,
    parts.files,
    h('section', { 'aria-label': t('Log') }, h('h2', {}, t('End of the log')), parts.log, logActions),
  ),
);
window.addEventListener('message', (event: MessageEvent<ToRunPage>) => {
  take(event.data);
});
send({ type: 'ready' });
