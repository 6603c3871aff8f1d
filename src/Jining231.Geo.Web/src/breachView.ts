import { h } from './dom';
import { areaText, num, t, titled } from './i18n';
import type { Breach, LockedAnswer } from './types';

/** What stands against a plot: every reason, and for each rule the features whose distance is not kept. */
export function breachView(locked: LockedAnswer): HTMLElement {
  return h('div', { class: 'problem breaches', role: 'alert' },
    h('ul', {}, ...locked.reasons.map((r) => h('li', {}, titled(r)))),
    ...locked.breaches.filter((b) => b.features.length > 0).map(row));
}

function row(breach: Breach): HTMLElement {
  const features = breach.features.map((f) => (breach.requiredM === null ? f.name ?? f.featureId : `${f.name ?? f.featureId} ${num(f.actualM, 2)} m < ${num(breach.requiredM, 1)} m`));
  return h('p', { class: 'figures' }, h('strong', {}, titled(breach)), `${t('colon')}${features.join(t('listComma'))}`,
    breach.areaM2 > 0 ? h('span', { class: 'method' }, `${areaText(breach.areaM2)} ${t('planar')}`) : null);
}
