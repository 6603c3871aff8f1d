import { h, replace } from './dom';
import { num, t } from './i18n';
import { type App, ruleTitle } from './app';
import type { MapDistance } from './types';

const step = 10;

/** One slider per rule that keeps a distance: what would be free if it were another one. The rules themselves never change here. */
export class DistanceSliders {
  readonly element = h('div', { class: 'sliders' });
  private tried = new Map<string, number>();
  private shown = '';

  constructor(private readonly app: App, private readonly changed: () => void) {}

  /** The distances tried, as the service takes them. */
  query(): string {
    return this.tried.size === 0 ? '' : `&setbacks=${[...this.tried].map(([rule, m]) => `${encodeURIComponent(rule)}=${m}`).join(',')}`;
  }

  reset(): void {
    this.tried = new Map();
    this.shown = '';
    this.changed();
  }

  /** Draws the sliders anew only where other rules bear on the park: a slider that is being dragged stays. */
  show(distances: MapDistance[]): void {
    const usable = distances.filter((d) => d.ruleM > 0);
    const key = usable.map((d) => `${d.rule}${d.ruleM}`).join();
    if (key === this.shown) return;
    this.shown = key;
    replace(this.element, ...(usable.length ? usable.map((d) => this.slider(d)) : [h('p', { class: 'hint' }, t('noDistances'))]));
  }

  private slider(d: MapDistance): HTMLElement {
    const most = Math.min(5000, Math.max(300, Math.ceil((d.ruleM * 4) / 100) * 100));
    const value = this.tried.get(d.rule) ?? d.ruleM;
    const range = h('input', { type: 'range', min: 0, max: most, step: 1, value, 'aria-label': ruleTitle(this.app)(d.rule) });
    const text = h('span', { class: 'value' });
    const write = (m: number): void => {
      text.textContent = m === d.ruleM ? `${num(m, 0)} m` : `${num(m, 0)} m（${t('ruleSays')} ${num(d.ruleM, 0)} m）`;
      text.classList.toggle('tried', m !== d.ruleM);
    };
    range.addEventListener('input', () => {
      const raw = Number(range.value);
      const m = Math.abs(raw - d.ruleM) < step / 2 ? d.ruleM : Math.round(raw / step) * step;
      if (m === d.ruleM) this.tried.delete(d.rule);
      else this.tried.set(d.rule, m);
      write(m);
      this.changed();
    });
    write(value);
    return h('label', { class: 'distance' }, h('span', { class: 'label' }, ruleTitle(this.app)(d.rule)), text, range);
  }
}
