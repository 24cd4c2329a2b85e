// One metric as a chart: uPlot on a canvas, and beside it what a keyboard and a screen reader need: the arrow keys move the
// cursor, the values under it are told in a live region, and a table says the last, smallest and largest value of each run.
import uPlot from 'uplot';
import { h, t, themeColour } from '../shared/dom';
import { columns, short, summary, type Axis, type Curve } from './curves';

export interface ChartOptions {
  axis: Axis;
  smoothing: number;
  logarithmic: boolean;
}

const palette = [
  ['charts-blue', '#3794ff'],
  ['charts-orange', '#d18616'],
  ['charts-green', '#89d185'],
  ['charts-red', '#f14c4c'],
  ['charts-purple', '#b180d7'],
  ['charts-yellow', '#cca700'],
] as const;

const height = 230;

// Between two marks of an axis of steps: there is no half a step.
const wholeSteps = Array.from({ length: 16 }, (_, power) => [1, 2, 5].map(digit => digit * 10 ** power)).flat();

/** Of the curve with this number; beyond the palette they begin anew, dashed. */
function colour(index: number): string {
  const [name, otherwise] = palette[index % palette.length] ?? palette[0];
  return themeColour(name, otherwise);
}

export class Chart {
  readonly element: HTMLElement;
  private readonly box = h('div', { class: 'plot' });
  private readonly told = h('div', { class: 'hidden-text', 'aria-live': 'polite' });
  private readonly table = h('div', { class: 'figures' });
  private readonly resize = new ResizeObserver(() => {
    this.fit();
  });
  private plot: uPlot | undefined;
  private key = '';
  private labels: string[] = [];

  constructor(readonly metric: string) {
    this.box.tabIndex = 0;
    this.box.setAttribute('role', 'application');
    this.box.setAttribute('aria-label', t('Chart of {0}: the arrow keys move along the values', metric));
    this.box.addEventListener('keydown', event => {
      this.move(event);
    });
    this.element = h('section', { class: 'chart' }, h('h3', {}, metric), this.box, this.table, this.told);
    this.resize.observe(this.box);
  }

  /** Draws the curves; the plot is made anew only when it must look different, so a live curve just grows. */
  show(curves: readonly Curve[], options: ChartOptions, themed = false): void {
    const { x, ys } = columns(curves, options.axis, options.smoothing);
    const data = usable([x, ...ys] as uPlot.AlignedData, options.logarithmic);
    this.labels = curves.map(curve => curve.label);
    const key = JSON.stringify([this.labels, options.axis, options.logarithmic]);
    if (this.plot && key === this.key && !themed) this.plot.setData(data);
    else this.draw(data, options);
    this.key = key;
    this.tabulate(curves);
  }

  dispose(): void {
    this.resize.disconnect();
    this.plot?.destroy();
  }

  private draw(data: uPlot.AlignedData, options: ChartOptions): void {
    this.plot?.destroy();
    const ink = themeColour('foreground', '#888');
    const grid = { stroke: `color-mix(in srgb, ${ink} 20%, transparent)`, width: 1 };
    const axis = { stroke: ink, grid, ticks: grid, font: '11px sans-serif' };
    const unit = options.axis === 'step' ? t('step') : options.axis === 'relative' ? t('seconds') : t('time');
    this.plot = new uPlot(
      {
        width: Math.max(200, this.box.clientWidth),
        height,
        scales: {
          x: { time: options.axis === 'time' },
          // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- its names are declared but not bundled
          y: { distr: options.logarithmic ? 3 : 1 },
        },
        axes: [
          { ...axis, ...(options.axis === 'step' && { incrs: wholeSteps }) },
          { ...axis, size: 62, values: (_, ticks) => ticks.map(tick => (Number.isFinite(tick) ? short(tick) : '')) },
        ],
        series: [
          { label: unit, ...(options.axis !== 'time' && { value: (_: uPlot, v: number | null) => short(v) }) },
          ...this.labels.map((label, index) => ({
            label,
            stroke: colour(index),
            width: 1.5,
            dash: index < palette.length ? [] : [6, 4],
            spanGaps: true,
            points: { show: data[0].length <= 40 },
            value: (_: uPlot, value: number | null) => short(value),
          })),
        ],
        cursor: { drag: { x: true, y: false } },
        legend: { live: true },
      },
      data,
      this.box,
    );
  }

  private fit(): void {
    const width = this.box.clientWidth;
    if (this.plot && width > 0 && Math.abs(this.plot.width - width) > 1) this.plot.setSize({ width, height });
  }

  private move(event: KeyboardEvent): void {
    const plot = this.plot;
    if (!plot) return;
    const x = plot.data[0];
    const jump = event.shiftKey ? Math.max(1, Math.round(x.length / 20)) : 1;
    const at = plot.cursor.idx ?? -1;
    const moves: Record<string, number> = {
      ArrowRight: at + jump,
      ArrowLeft: at < 0 ? x.length - 1 : at - jump,
      Home: 0,
      End: x.length - 1,
    };
    const wanted = moves[event.key];
    if (wanted === undefined || x.length === 0) return;
    event.preventDefault();
    const index = Math.min(x.length - 1, Math.max(0, wanted));
    const values = this.labels.map((_, curve) => plot.data[curve + 1]?.[index]);
    const first = values.find(value => typeof value === 'number') ?? 0;
    plot.setCursor({ left: plot.valToPos(x[index] ?? 0, 'x'), top: plot.valToPos(first, 'y') });
    const said = this.labels.map((label, curve) => `${label}: ${short(values[curve])}`);
    this.told.textContent = `${short(x[index])}; ${said.join('; ')}`;
  }

  private tabulate(curves: readonly Curve[]): void {
    const head = [t('run'), t('last'), t('smallest'), t('largest'), t('values')];
    const rows = curves.map(curve => {
      const { last, min, max, count } = summary(curve.series);
      return h(
        'tr',
        {},
        h('th', { scope: 'row' }, curve.label),
        ...[short(last), short(min), short(max), String(count)].map(text => h('td', {}, text)),
      );
    });
    const header = h('tr', {}, ...head.map(text => h('th', { scope: 'col' }, text)));
    this.table.replaceChildren(
      h(
        'details',
        { open: this.table.querySelector('details')?.open },
        h('summary', {}, t('Figures')),
        h('table', {}, h('thead', {}, header), h('tbody', {}, ...rows)),
      ),
    );
  }
}

/** A logarithm knows only what is above zero. */
function usable(data: uPlot.AlignedData, logarithmic: boolean): uPlot.AlignedData {
  if (!logarithmic) return data;
  const [x, ...ys] = data;
  return [x, ...ys.map(y => Array.from(y, value => (typeof value === 'number' && value > 0 ? value : null)))];
}
