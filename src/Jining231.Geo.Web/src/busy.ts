import { h } from './dom';
import { t } from './i18n';

/** Says that something is waited for. */
export const waiting = (text: string): HTMLElement => h('div', { class: 'busy' }, h('span', { class: 'spinner' }), text);

/** Says that something runs, how far it is, and lets it be called off. */
export function busyView(text: string, cancel: () => void): { element: HTMLElement; progress(percent: number): void } {
  const bar = h('progress', { max: 100, value: 0, 'aria-label': text });
  return {
    element: h('div', { class: 'busy' }, h('span', { class: 'spinner' }), h('span', { class: 'grow' }, text, bar), h('button', { type: 'button', class: 'ghost', onclick: cancel }, t('cancel'))),
    progress: (percent) => { bar.value = percent; },
  };
}
