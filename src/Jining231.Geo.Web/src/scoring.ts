import { h, replace, select } from './dom';
import { num, t, titled } from './i18n';
import type { App } from './app';
import type { RulesInfo, Utility } from './types';

type Criterion = RulesInfo['criteria'][number];

/** What the request changes about the score; criteria that are not named keep what the rules say. */
export interface ScoringValues { weights: Record<string, number>; utilities: Record<string, Utility> }

/** Weight and utility function of every criterion, both open to change; the rules' own are one press away. */
export function scoringView(app: App, values: ScoringValues): HTMLElement {
  const body = h('div', {});
  const draw = (): void => replace(body, ...app.rules.criteria.map((c) => criterion(c, values)),
    h('div', { class: 'actions' }, h('button', { type: 'button', class: 'ghost', onclick: () => { values.weights = {}; values.utilities = {}; draw(); } }, t('rulesScoring'))));
  draw();
  return h('details', {}, h('summary', {}, t('weights')), body);
}

function criterion(c: Criterion, values: ScoringValues): HTMLElement {
  const shown = h('output', {}, String(values.weights[c.key] ?? c.weight));
  const slider = h('input', { type: 'range', min: 0, max: 50, step: 1, value: values.weights[c.key] ?? c.weight, 'aria-label': titled(c) });
  slider.addEventListener('input', () => { values.weights[c.key] = Number(slider.value); shown.textContent = slider.value; });
  return h('div', {}, h('label', { class: 'weight' }, h('span', {}, titled(c)), slider, shown), utilityView(c, values));
}

function utilityView(c: Criterion, values: ScoringValues): HTMLElement {
  const current = (): Utility => values.utilities[c.key] ?? c.utility;
  const curve = h('div', { class: 'curve' }), rows = h('div', { class: 'points' }), words = h('span', {});
  const type = select(['linear', 'trapezoid', 'decay'].map((v) => ({ value: v, text: t(`utility_${v}`) })), current().type);
  type.setAttribute('aria-label', `${titled(c)} ${t('utility')}`);
  const write = (): void => { words.textContent = textOf(current(), c.unit); replace(curve, plot(current())); };
  const set = (next: Utility): void => { values.utilities[c.key] = next; write(); };
  const fill = (): void => replace(rows, ...current().points.map((_, i) => h('div', { class: 'control' }, number(i, 0), h('span', { class: 'unit' }, c.unit === '1' ? '→' : `${c.unit} →`), number(i, 1))));
  const number = (i: number, k: 0 | 1): HTMLInputElement => {
    const input = h('input', { type: 'text', inputmode: 'decimal', value: String(current().points[i]![k]), 'aria-label': `${titled(c)} ${k === 0 ? 'x' : 'u'}${i + 1}` });
    input.addEventListener('input', () => {
      const value = Number(input.value);
      if (input.value.trim() === '' || !Number.isFinite(value)) return;
      const points = current().points.map((p) => [...p] as [number, number]);
      points[i]![k] = value;
      set({ ...current(), points });
    });
    return input;
  };
  type.addEventListener('change', () => {
    const [a, b] = [current().points[0]!, current().points[current().points.length - 1]!];
    const width = b[0] - a[0];
    const kind = type.value as Utility['type'];
    set({ type: kind, points: kind === 'trapezoid' ? [[a[0], 0], [a[0] + width / 3, 1], [a[0] + (2 * width) / 3, 1], [b[0], 0]] : kind === 'decay' ? [[a[0], 1], [b[0], 0.5]] : [[a[0], 0], [b[0], 1]] });
    fill();
  });
  write();
  fill();
  return h('details', { class: 'utility' }, h('summary', {}, curve, words), h('div', { class: 'field' }, type), rows);
}

function textOf(u: Utility, unit: string): string {
  return u.points.map(([x, y]) => `${num(x, 3)}${unit === '1' ? '' : ` ${unit}`} → ${num(y, 2)}`).join('，');
}

/** Value of the function, as the engine takes it. */
function at(u: Utility, x: number): number {
  const [first] = u.points;
  if (x <= first![0]) return first![1];
  if (u.type === 'decay') return first![1] * (u.points[1]![1] / first![1]) ** ((x - first![0]) / (u.points[1]![0] - first![0]));
  for (let i = 1; i < u.points.length; i++) {
    const [a, b] = [u.points[i - 1]!, u.points[i]!];
    if (x <= b[0]) return a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0]);
  }
  return u.points[u.points.length - 1]![1];
}

function plot(u: Utility): SVGElement {
  const from = u.points[0]![0], to = u.points[u.points.length - 1]![0] * (u.type === 'decay' ? 3 : 1) || 1;
  const points = Array.from({ length: 25 }, (_, i) => `${(i * 2).toFixed(1)},${(15 - 14 * Math.max(0, Math.min(1, at(u, from + ((to - from) * i) / 24)))).toFixed(1)}`);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 48 16');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
  line.setAttribute('points', points.join(' '));
  svg.append(line);
  return svg;
}
