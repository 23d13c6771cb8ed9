// The charts. Colours come from the style sheet, so they follow light and dark.

import { SECONDS } from './history.js';
import { number, perSecond, short } from './words.js';

const track = (point) => point.snapshot.quotas.track;
const limit = (point) => perSecond(track(point).limit, track(point));
const effectiveLimit = (point) => perSecond(track(point).effectiveLimit, track(point));
const comparing = () => document.body.classList.contains('comparing');

// the same scale for both, so that they can be compared
const rateScale = (history) => Math.max(history.max(limit) * 1.25, history.max((point) => point.throttledPerSecond),
  comparing() ? history.max((point) => point.fixedWindowThrottledPerSecond) : 0);

const rivalRate = (point) => point.snapshot.simulation?.fixedWindowPerSecond ?? 0;

const LINE = { type: 'line', pointRadius: 0, borderWidth: 2, stepped: false, fill: false };
const SOLID = { ...LINE, color: '--blue', borderWidth: 2.5 };
const AREA = { ...SOLID, fill: 'origin', area: '--blue-area' };
const DASHED = { ...LINE, color: '--text', borderWidth: 1.5, borderDash: [7, 5] };
const DOTTED = { ...LINE, color: '--green', borderWidth: 2.5, borderDash: [2, 4] };
const BARS = { type: 'bar', color: '--orange', area: '--orange', barThickness: 3, grouped: false };
const DIAMONDS = { ...LINE, color: '--purple', showLine: false, pointRadius: 4, pointStyle: 'rectRot' };

const CHARTS = [
  {
    id: 'chart-rate',
    series: [
      { ...SOLID, value: (point) => track(point).perSecond },
      { ...DASHED, value: limit },
      { ...DOTTED, value: effectiveLimit },
      { ...BARS, value: (point) => point.throttledPerSecond || null },
    ],
    floor: rateScale,
    text: (history) => `Requests per second in the last minute: ${number(history.latest((p) => track(p).perSecond))} accepted now, `
      + `${number(history.max((p) => track(p).perSecond))} at the most; the limit is ${number(history.latest(limit))}, `
      + `${number(history.latest(effectiveLimit))} in force; ${number(history.sum((p) => p.throttled))} refused with 429.`,
  },
  {
    id: 'chart-rival',
    series: [
      { ...SOLID, value: rivalRate },
      { ...DASHED, value: limit },
      { ...BARS, value: (point) => point.fixedWindowThrottledPerSecond || null },
    ],
    floor: rateScale,
    text: (history) => `Requests per second of the fixed window in the last minute: ${number(history.latest(rivalRate))} accepted now, `
      + `up to ${number(history.max((p) => p.fixedWindowThrottledPerSecond))} a second refused with 429.`,
  },
  {
    id: 'chart-waiting',
    series: [
      { ...AREA, value: (point) => track(point).waiting },
      { ...DOTTED, value: (point) => track(point).inFlight },
    ],
    floor: () => 10,
    text: (history) => `Waiting in the last minute: ${number(history.latest((p) => track(p).waiting))} now, `
      + `${number(history.max((p) => track(p).waiting))} at the most; ${number(history.latest((p) => track(p).inFlight))} in flight now.`,
  },
  {
    id: 'chart-retries',
    series: [
      { ...DOTTED, value: (point) => track(point).pauseMillis / 1000 },
      { ...BARS, value: (point) => point.retriesPerSecond || null },
    ],
    floor: () => 5,
    text: (history) => `Retries in the last minute: ${number(history.sum((p) => p.retries))}; `
      + `longest pause ${number(history.max((p) => track(p).pauseMillis / 1000))} s.`,
  },
  {
    id: 'chart-queue',
    series: [
      { ...AREA, value: (point) => point.snapshot.queue.queued },
      { ...DIAMONDS, value: (point) => point.batchSize },
    ],
    floor: () => 10,
    text: (history) => `Queued in the last minute: ${number(history.latest((p) => p.snapshot.queue.queued))} now, `
      + `${number(history.max((p) => p.snapshot.queue.queued))} at the most; last batch ${number(history.latest((p) => p.batchSize) ?? 0)} operations.`,
  },
];

export class Charts {
  constructor() {
    this.create();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.charts.forEach(({ chart }) => chart.destroy());
      this.create();
    });
  }

  create() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    this.charts = CHARTS.map((spec) => {
      const canvas = document.getElementById(spec.id);
      return { spec, canvas, chart: new Chart(canvas, configuration(spec, colour)) };
    });
  }

  draw(history) {
    for (const { spec, canvas, chart } of this.charts) {
      if (canvas.offsetParent === null) {
        continue; // not shown
      }
      spec.series.forEach((series, i) => {
        chart.data.datasets[i].data = history.series(series.value);
      });
      chart.options.scales.y.suggestedMax = spec.floor(history);
      chart.update('none');
    }
  }

  /** Says in words what the charts show. */
  describe(history) {
    for (const { spec, canvas } of this.charts) {
      canvas.setAttribute('aria-label', spec.text(history));
    }
  }
}

function configuration({ series }, colour) {
  return {
    data: {
      datasets: series.map(({ value, color, area, ...dataset }) => ({
        ...dataset,
        borderColor: colour(color),
        backgroundColor: colour(area ?? '--card'),
        data: [],
      })),
    },
    options: {
      animation: false,
      events: [],
      maintainAspectRatio: false,
      normalized: true,
      parsing: false,
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
      scales: {
        x: {
          type: 'linear',
          min: -SECONDS,
          max: 0,
          offset: false,
          grid: { display: false },
          ticks: {
            color: colour('--soft'),
            stepSize: 15,
            maxRotation: 0,
            autoSkipPadding: 12,
            callback: (x) => (x === 0 ? 'now' : `${-x} s ago`),
          },
        },
        y: {
          beginAtZero: true,
          grid: { color: colour('--line') },
          // as wide whatever the numbers are, so that nothing jumps
          afterFit: (scale) => { scale.width = 44; },
          ticks: { color: colour('--soft'), maxTicksLimit: 6, precision: 0, callback: (y) => short(y) },
        },
      },
    },
  };
}
