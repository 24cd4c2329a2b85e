// The phases of a run as a time line: one bar each, as long as it took, and its words beside it so that nothing is told by
// colour or length alone.
import type { RunPhase } from '../../../protocol/generated/protocol';
import { formatDuration } from '../../src/runs/run_format';
import { statusWord } from '../../src/runs/run_words';
import { h, t, tongue } from '../shared/dom';

export interface Bar {
  name: string;
  /** Shares of the whole line, 0 to 1. */
  from: number;
  length: number;
  milliseconds: number;
  open: boolean;
}

/** Phases as shares of the time between the first one's begin and the last one's end (now, where one goes on). Pure. */
export function bars(phases: readonly RunPhase[], now: number): Bar[] {
  const spans = phases.map(phase => ({
    name: phase.name,
    began: Date.parse(phase.began),
    ended: phase.ended === null ? now : Date.parse(phase.ended),
    open: phase.ended === null,
  }));
  const start = Math.min(...spans.map(span => span.began));
  const whole = Math.max(1, Math.max(...spans.map(span => span.ended)) - start);
  return spans.map(span => ({
    name: span.name,
    from: (span.began - start) / whole,
    length: Math.max(0, span.ended - span.began) / whole,
    milliseconds: Math.max(0, span.ended - span.began),
    open: span.open,
  }));
}

export function timeline(phases: readonly RunPhase[], now: number): HTMLElement {
  const rows = bars(phases, now).map(bar => {
    const line = h('span', { class: bar.open ? 'phase open' : 'phase' });
    line.style.marginLeft = `${(bar.from * 100).toFixed(2)}%`;
    line.style.width = `max(2px, ${(bar.length * 100).toFixed(2)}%)`;
    const took = bar.open ? t('{0} so far', formatDuration(bar.milliseconds)) : formatDuration(bar.milliseconds);
    return h(
      'tr',
      {},
      h('th', { scope: 'row' }, statusWord(bar.name, tongue)),
      h('td', { class: 'took' }, took),
      h('td', { class: 'line', 'aria-hidden': 'true' }, line),
    );
  });
  const head = [t('phase'), t('time taken')].map(text => h('th', { scope: 'col' }, text));
  return h(
    'table',
    { class: 'timeline' },
    h('thead', { class: 'hidden-text' }, h('tr', {}, ...head, h('td'))),
    h('tbody', {}, ...rows),
  );
}
