// All metrics of a run, and of the runs it is compared with: one chart each, and the choices that hold for all of them.
import { h, onThemeChange, t } from '../shared/dom';
import type { RunMetrics } from '../shared/messages';
import { Chart, type ChartOptions } from './chart';
import { curvesOf, metricNames, type Axis } from './curves';

/** More than this at once would make the page slow; the rest is one click away. */
const shownAtFirst = 24;

export class Charts {
  readonly element: HTMLElement;
  private readonly grid = h('div', { class: 'charts' });
  private readonly more = h('button', {
    onclick: () => {
      this.showAll();
    },
  });
  private readonly clear = h(
    'button',
    {
      onclick: () => {
        this.stopComparing();
      },
    },
    t('Show this run alone'),
  );
  private readonly charts = new Map<string, Chart>();
  private own: RunMetrics | undefined;
  private others: RunMetrics[] = [];
  private limit = shownAtFirst;
  private stopComparing: () => void;

  constructor(
    private options: ChartOptions,
    private readonly remember: (options: ChartOptions) => void,
    actions: { compare: () => void; clear: () => void },
  ) {
    this.stopComparing = actions.clear;
    this.element = h(
      'section',
      { 'aria-label': t('Metrics'), hidden: true },
      h('h2', {}, t('Metrics')),
      h(
        'div',
        { class: 'bar' },
        this.axisChoice(),
        this.logChoice(),
        this.smoothingChoice(),
        h('button', { onclick: actions.compare }, t('Compare with Runs…')),
        this.clear,
      ),
      this.grid,
      this.more,
    );
    onThemeChange(() => {
      this.draw(true);
    });
  }

  take(own: RunMetrics): void {
    this.own = own;
    this.draw();
  }

  compare(others: RunMetrics[]): void {
    this.others = others;
    this.draw();
  }

  private showAll(): void {
    this.limit = Infinity;
    this.draw();
  }

  private draw(themed = false): void {
    if (!this.own) return;
    const runs = [this.own, ...this.others];
    const names = metricNames(runs);
    this.element.hidden = names.length === 0;
    this.clear.hidden = this.others.length === 0;
    this.more.hidden = names.length <= this.limit;
    this.more.textContent = t('Show all {0} metrics', names.length);
    const shown = new Set(names.slice(0, this.limit));
    for (const [name, chart] of this.charts) {
      if (shown.has(name)) continue;
      chart.dispose();
      chart.element.remove();
      this.charts.delete(name);
    }
    for (const name of shown) {
      let chart = this.charts.get(name);
      if (!chart) {
        chart = new Chart(name);
        this.charts.set(name, chart);
        this.grid.append(chart.element);
      }
      chart.show(curvesOf(runs, name), this.options, themed);
    }
  }

  private set(change: Partial<ChartOptions>): void {
    this.options = { ...this.options, ...change };
    this.remember(this.options);
    this.draw();
  }

  private axisChoice(): HTMLElement {
    const select = h('select', {
      'aria-label': t('Horizontal axis'),
      onchange: () => {
        this.set({ axis: select.value as Axis });
      },
    });
    const axes: [Axis, string][] = [
      ['step', t('by step')],
      ['relative', t('by seconds since the first value')],
      ['time', t('by time of day')],
    ];
    for (const [value, text] of axes) {
      select.append(h('option', { value, selected: value === this.options.axis }, text));
    }
    return select;
  }

  private logChoice(): HTMLElement {
    const box = h('input', {
      type: 'checkbox',
      checked: this.options.logarithmic,
      onchange: () => {
        this.set({ logarithmic: box.checked });
      },
    });
    return h('label', {}, box, t('logarithmic'));
  }

  private smoothingChoice(): HTMLElement {
    const range = h('input', {
      type: 'range',
      min: 0,
      max: 0.99,
      step: 0.01,
      value: this.options.smoothing,
      oninput: () => {
        this.set({ smoothing: Number(range.value) });
      },
    });
    return h('label', {}, t('smoothing'), range);
  }
}
