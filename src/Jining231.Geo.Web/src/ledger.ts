import { h } from './dom';
import { areaText, t } from './i18n';
import type { ParkLedger, RuleShare } from './types';

type Titles = (rule: string) => string;

/** The ledger waterfall: gross, each rule's equal-split removal, unknown, eligible; and the table behind it. */
export function ledgerView(park: Pick<ParkLedger, 'grossM2' | 'eligibleM2' | 'unknownM2' | 'rules'>, title: Titles): HTMLElement {
  const gross = park.grossM2 ?? 0;
  if (gross <= 0) return h('p', { class: 'hint' }, t('verdict_unknown-location'));
  const rules = [...park.rules].filter((r) => r.splitM2 > 0 || r.aloneM2 > 0).sort((a, b) => b.splitM2 - a.splitM2);
  const rows: HTMLElement[] = [bar(t('gross'), gross, 0, gross, gross, 'gross')];
  let left = gross;
  for (const rule of rules) {
    left -= rule.splitM2;
    rows.push(bar(title(rule.rule), rule.splitM2, left, left + rule.splitM2, gross, 'removed'));
  }
  const unknown = park.unknownM2 ?? 0;
  left -= unknown;
  rows.push(bar(t('unknown'), unknown, left, left + unknown, gross, 'unknown'), bar(t('eligible'), park.eligibleM2 ?? 0, 0, park.eligibleM2 ?? 0, gross, 'eligible'));
  return h('div', { class: 'ledger' }, h('div', { class: 'waterfall', role: 'img', 'aria-label': t('ledger') }, ...rows), table(rules, title),
    h('p', { class: 'hint' }, `${t('planar')} EPSG:4548`));
}

function bar(label: string, m2: number, from: number, to: number, gross: number, kind: string): HTMLElement {
  const piece = h('span', { class: `piece ${kind}` });
  piece.style.left = `${(100 * Math.max(0, from)) / gross}%`;
  piece.style.width = `${Math.max(0.4, (100 * (to - from)) / gross)}%`;
  return h('div', { class: 'row' }, h('span', { class: 'label', title: label }, label), h('span', { class: 'track' }, piece), h('span', { class: 'value' }, areaText(m2)));
}

function table(rules: RuleShare[], title: Titles): HTMLElement {
  return h('table', {},
    h('thead', {}, h('tr', {}, h('th', {}, t('rule')), h('th', { class: 'n' }, t('alone')), h('th', { class: 'n' }, t('shared')), h('th', { class: 'n' }, t('split')))),
    h('tbody', {}, ...rules.map((r) => h('tr', {}, h('td', {}, title(r.rule)), h('td', { class: 'n' }, areaText(r.aloneM2)),
      h('td', { class: 'n' }, areaText(r.sharedM2)), h('td', { class: 'n' }, areaText(r.splitM2))))));
}
