import { badge, download, h, replace } from './dom';
import { waiting } from './busy';
import { postJson } from './client';
import { areaText, has, num, t, titled } from './i18n';
import { type App, ruleTitle } from './app';
import { ledgerView } from './ledger';
import { problemView } from './problem';
import { readFeatures } from './map';
import type { GeoFeature, SolarAnswer, SolarProperties } from './types';

/** Photovoltaics on subsidence areas: per area and against the 3 GW of the policy. */
export function solarPanel(app: App): HTMLElement {
  const output = h('div', { class: 'results' }, h('div', { class: 'empty' }, h('p', {}, t('solarHint'))));
  const run = h('button', { type: 'button', class: 'primary' }, t('runSolar'));
  run.onclick = async () => {
    run.disabled = true;
    replace(output, waiting(t('running')));
    try {
      const answer = await postJson<SolarAnswer>('processes/solar/execution', { inputs: {} });
      replace(output, answerView(app, answer));
      app.view.showAnswers(readFeatures({ ...answer.areas, features: answer.areas.features.filter((f) => f.geometry) }));
    } catch (e) {
      replace(output, problemView(e));
    } finally {
      run.disabled = false;
    }
  };
  return h('div', { class: 'panel-body' }, h('h2', {}, t('solar')), h('div', { class: 'actions' }, run), output);
}

function answerView(app: App, answer: SolarAnswer): HTMLElement {
  const total = answer.total;
  const fill = h('span', {});
  fill.style.width = `${Math.min(100, (100 * total.mw) / total.targetMw)}%`;
  return h('div', {},
    h('section', { class: 'card gauge-card' }, h('header', {}, h('h3', {}, `${t('total')} ${num(total.mw, 0)} MW`), badge(t(`quality_${answer.meta.quality}`), answer.meta.quality)),
      h('div', { class: 'gauge', role: 'img', 'aria-label': `${num(total.mw, 0)} MW / ${num(total.targetMw, 0)} MW` }, fill),
      h('p', { class: 'figures' }, `${t('target')} ${num(total.targetMw, 0)} MW · ${num(total.share * 100, 1)} % ${t('ofTarget')}`),
      h('p', { class: 'figures' }, `${t('fishery')} ${num(total.fisheryMw, 0)} MW · ${t('agri')} ${num(total.agriMw, 0)} MW · ${t('usable')} ${areaText(total.usableM2)}`),
      h('p', { class: 'hint' }, t('upperBound')),
      h('button', { type: 'button', class: 'ghost', onclick: () => download('solar.geojson', JSON.stringify({ ...answer.areas, total, meta: answer.meta })) }, t('download'))),
    ...answer.areas.features.map((f) => areaCard(app, f)));
}

function areaCard(app: App, f: GeoFeature<SolarProperties>): HTMLElement {
  const p = f.properties;
  return h('article', { class: 'card' }, h('header', {}, h('h3', {}, p.name), badge(has(p.mode) ? t(p.mode) : p.mode, p.mode), h('span', { class: 'score' }, `${num(p.mw, 1)} MW`)),
    h('p', { class: 'figures' }, `${t('usable')} `, h('strong', {}, areaText(p.usableM2)), h('span', { class: 'method' }, t('ellipsoidal')), ` · ${num(p.muPerMw, 1)} ${t('mu')}/MW`),
    p.reasons.length ? h('ul', { class: 'plain' }, ...p.reasons.map((r) => h('li', {}, titled(r)))) : null,
    h('details', {}, h('summary', {}, t('ledger')), ledgerView({ grossM2: p.grossM2, unknownM2: p.unknownM2, eligibleM2: p.grossM2 - p.unknownM2 - p.rules.reduce((s, r) => s + r.splitM2, 0), rules: p.rules }, ruleTitle(app))),
    h('footer', {}, badge(t(`quality_${p.quality}`), p.quality), h('span', { class: 'grow' }),
      f.geometry ? h('button', { type: 'button', class: 'ghost', onclick: () => app.view.fit(readFeatures({ type: 'FeatureCollection', features: [f] })) }, t('zoom')) : null));
}
