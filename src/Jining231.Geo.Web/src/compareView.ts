import { badge, h } from './dom';
import { areaText, has, num, t, titled } from './i18n';
import type { App } from './app';
import type { ChangedPark, ComparedBranch, Comparison } from './branchTypes';
import { compareColours, type CompareLayer } from './compareLayer';
import type { SitingAnswer } from './types';

/** The same project on the record and on every branch: one line an answer, then what each branch changes and why. */
export function comparisonView(app: App, result: Comparison, layer: CompareLayer, acts: { onBase(): void; close(): void }): HTMLElement {
  const answers = [{ name: t('theRecord'), answer: result.base }, ...result.scenarios.map((s) => ({ name: s.name, answer: s.answer }))];
  return h('section', { 'aria-label': t('compareTitle') },
    h('div', { class: 'section-head' }, h('h3', {}, t('compareTitle')), h('button', { type: 'button', class: 'ghost', onclick: () => { app.view.clearAnswers(); layer.fit(); } }, t('zoom')), h('button', { type: 'button', class: 'ghost', onclick: acts.close }, t('close'))),
    h('table', { class: 'compared' },
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('scenario')), h('th', { scope: 'col', class: 'n' }, t('sitesFound')), h('th', { scope: 'col', class: 'n' }, t('totalArea')), h('th', { scope: 'col', class: 'n' }, t('bestScore')))),
      h('tbody', {}, ...answers.map((a, i) => line(a.name, a.answer, result.base, i, layer)))),
    h('p', { class: 'hint' }, t('totalMethod')),
    ...result.scenarios.map((s, i) => branchView(s, i + 1)),
    ...result.unanswered.map((u) => h('div', { class: 'problem unanswered', role: 'alert' }, h('strong', {}, t('notCompared', u.name)),
      h('ul', {}, ...u.problems.map((p) => h('li', {}, titled(p)))),
      h('button', { type: 'button', class: 'ghost', onclick: acts.onBase }, t('compareOnBase')))));
}

function line(name: string, answer: SitingAnswer, base: SitingAnswer, index: number, layer: CompareLayer): HTMLElement {
  const sites = answer.sites.features.map((f) => f.properties);
  const sum = (of: (s: typeof sites[number]) => number): number => sites.reduce((a, s) => a + of(s), 0);
  const best = sites.length ? Math.max(...sites.map((s) => s.score)) : null;
  const baseBest = base.sites.features.length ? Math.max(...base.sites.features.map((f) => f.properties.score)) : null;
  const dot = h('i', { class: 'dot' });
  dot.style.background = compareColours[index % compareColours.length]!;
  const more = sites.length - base.sites.features.length;
  return h('tr', { 'data-answer': name }, h('th', { scope: 'row' }, h('button', { type: 'button', class: 'link', onclick: () => layer.focus(index) }, dot, name)),
    h('td', { class: 'n' }, `${sites.length} ${t('pieces')}`, index > 0 && more !== 0 ? h('span', { class: 'change' }, signed(more, 0)) : null),
    h('td', { class: 'n' }, `${num(sum((s) => s.areaHa), 4)} ${t('ha')}`, h('br', {}), `${num(sum((s) => s.areaMu), 2)} ${t('mu')}`),
    h('td', { class: 'n' }, best === null ? '—' : `${num(best, 2)} ${t('points')}`, index > 0 && best !== null && baseBest !== null && num(best - baseBest, 2) !== '0' ? h('span', { class: 'change' }, signed(best - baseBest, 2)) : null));
}

const signed = (value: number, digits: number): string => ` ${value > 0 ? '+' : '−'}${num(Math.abs(value), digits)}`;

function branchView(branch: ComparedBranch, index: number): HTMLElement {
  const { sites, parks, land } = branch.comparison;
  const dot = h('i', { class: 'dot' });
  dot.style.background = compareColours[index % compareColours.length]!;
  const fallen = sites.filter((s) => !s.stands);
  return h('details', { class: 'block compared-branch', open: true, 'data-branch': branch.name }, h('summary', {}, dot, branch.name, badge(t('standing', sites.length - fallen.length, sites.length), fallen.length ? 'off' : 'ok')),
    ...(branch.movedEdits ?? []).map((m) => h('p', { class: 'hint moved' }, titled(m))),
    branch.base && branch.base.moved.length && !branch.movedEdits?.length ? h('p', { class: 'hint' }, t('recordMovedOn')) : null,
    fallen.length ? h('ul', { class: 'plain' }, ...fallen.map((s) => h('li', {}, h('b', {}, `${t('rank', s.rank)} ${s.parkName}`), `${t('colon')}${s.reasons.map(titled).join(' ')}`))) : null,
    land.length ? h('ul', { class: 'plain' }, ...land.filter((l) => l.baseEligibleM2 !== null && l.eligibleM2 !== null).map((l) => h('li', {}, `${l.name} ${t('eligible')} ${areaText(l.baseEligibleM2!)} → ${areaText(l.eligibleM2!)}（${t('planar')}）`))) : null,
    parks.length ? h('table', { class: 'reasons' }, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('park')), h('th', { scope: 'col' }, t('reasonsGained')), h('th', { scope: 'col' }, t('reasonsLost')))), h('tbody', {}, ...parks.map(parkRow)))
      : h('p', { class: 'hint' }, t('sameReasons')));
}

function parkRow(park: ChangedPark): HTMLElement {
  const verdict = (v: string | null): string => (v === null ? '—' : has(`verdict_${v}`) ? t(`verdict_${v}`) : v);
  const list = (reasons: ChangedPark['new']): HTMLElement | string => (reasons.length ? h('ul', { class: 'plain' }, ...reasons.map((r) => h('li', {}, titled(r)))) : '—');
  return h('tr', {}, h('th', { scope: 'row' }, park.name, park.then !== park.now ? h('p', { class: 'hint' }, `${verdict(park.then)} → ${verdict(park.now)}`) : null), h('td', {}, list(park.new)), h('td', {}, list(park.gone)));
}
