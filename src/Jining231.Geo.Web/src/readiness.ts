import { badge, h, replace } from './dom';
import { waiting } from './busy';
import { getJson, postJson, ServiceProblem } from './client';
import { areaText, language, num, t, titled } from './i18n';
import type { App } from './app';
import { problemView } from './problem';
import { readFeatures } from './map';
import type { Block, GeoFeature, PlanAlternative, PlanBlock, Readiness, ReservePlan, TargetReadiness } from './types';

/** Gauges of the flagship targets, what used room up since last month, and a plan that keeps the room. */
export function readinessView(app: App, park: { id: string; name: string }, query: string, reserve: (block: Block) => void): HTMLElement {
  const place = h('div', {}, waiting(t('running')));
  getJson<{ parks: Readiness[] }>(`parks/${encodeURIComponent(park.id)}/readiness${query}`).then((answer) => {
    const r = answer.parks[0];
    if (r) replace(place, gauges(app, r), since(r), planner(app, park, reserve));
  }, (e) => replace(place, e instanceof ServiceProblem && e.status < 500 && e.status > 0 ? h('p', { class: 'hint' }, t('noFlagships')) : problemView(e)));
  return place;
}

function gauges(app: App, r: Readiness): HTMLElement {
  const show = h('button', { type: 'button', class: 'ghost', disabled: r.blocks.features.length === 0, onclick: () => showBlocks(app, r.blocks.features) }, t('showProof'));
  return h('div', {}, h('header', { class: 'section-head' }, h('strong', {}, t(`ready_${r.verdict}`)), h('span', { class: 'grow' }), show),
    ...r.targets.map(gauge), r.reasons.length ? h('ul', { class: 'plain' }, ...r.reasons.map((x) => h('li', {}, titled(x)))) : null);
}

/** Landed, secured by a reserve, still to be taken, missing: together what the target asks for. */
function gauge(target: TargetReadiness): HTMLElement {
  const landed = Math.min(target.required, target.landed.length), secured = target.secured.length;
  const parts: [string, number][] = [['landed', landed], ['secured', secured], ['canTake', target.canTake], ['missing', target.missing]];
  const words = parts.filter(([, n]) => n > 0).map(([key, n]) => `${t(`gauge_${key}`)} ${n} ${t('pieces')}`).join(' · ');
  return h('div', { class: 'readiness' },
    h('p', { class: 'figures' }, `${t(target.slot)} · ${t('needsOf', target.required, areaText(target.areaM2))} `, target.indicative ? badge(t('quality_indicative'), 'indicative') : null),
    h('div', { class: 'slots', role: 'img', 'aria-label': words }, ...parts.flatMap(([key, n]) => Array.from({ length: n }, () => h('span', { class: key })))),
    h('p', { class: 'hint' }, words));
}

function since(r: Readiness): HTMLElement | null {
  const s = r.since;
  if (!s) return null;
  const from = new Date(s.at).toLocaleDateString(language() === 'zh' ? 'zh-CN' : 'en-GB');
  if (!s.recorded) return h('p', { class: 'hint' }, t('sinceNoRecord', from));
  const causes = s.causes ?? [];
  return h('details', {}, h('summary', {}, t('sinceTitle', from, s.canTakeChange ?? 0)),
    causes.length ? h('ul', { class: 'plain' }, ...causes.map((c) => h('li', {}, `${t(`change_${c.action}`)}“${c.name}” · ${c.actor}${c.documentNo ? ` · ${c.documentNo}` : ''} · −${areaText(c.tookFreeM2)}（${t('planar')}）`)))
      : h('p', { class: 'hint' }, t('sinceNothing')));
}

function planner(app: App, park: { id: string; name: string }, reserve: (block: Block) => void): HTMLElement {
  const place = h('div', {}), run = h('button', { type: 'button', class: 'primary' }, t('makePlan'));
  run.onclick = async () => {
    run.disabled = true;
    replace(place, waiting(t('running')));
    try {
      const plan = await postJson<ReservePlan>('processes/reserve-plan/execution', { inputs: { parkId: park.id } });
      replace(place, planView(app, plan, reserve));
      if (plan.alternatives[0]?.blocks.features.length) showBlocks(app, plan.alternatives[0].blocks.features);
    } catch (e) {
      replace(place, problemView(e));
    } finally {
      run.disabled = false;
    }
  };
  return h('div', {}, h('div', { class: 'actions' }, run), place);
}

function planView(app: App, plan: ReservePlan, reserve: (block: Block) => void): HTMLElement {
  const certificate = plan.certificate;
  return h('div', {}, h('p', { class: 'figures' }, h('strong', {}, t(`plan_${plan.verdict}`)), ` · ${t('planFilled', plan.filled, plan.asked)}`),
    certificate ? h('ul', { class: 'plain' }, ...certificate.reasons.map((r) => h('li', {}, titled(r)))) : null,
    ...plan.alternatives.filter((a) => a.blocks.features.length > 0).map((a) => alternative(app, plan, a, reserve)));
}

function alternative(app: App, plan: ReservePlan, a: PlanAlternative, reserve: (block: Block) => void): HTMLElement {
  return h('article', { class: 'card' }, h('header', {}, h('span', { class: 'rank' }, String(a.rank)), h('h3', {}, `${areaText(a.areaM2)}`), h('span', { class: 'score' }, `${num(a.score)} ${t('points')}`)),
    h('p', { class: 'hint' }, `${t('gapOf')} ${num(a.gapPercent, 3)} % · ${t('sterilised')} ${areaText(a.sterilisedM2)}（${t('planar')}）${a.rank > 1 ? ` · ${t('sharedWith')} ${num(a.sharedPercent, 1)} %` : ''}`),
    h('ul', { class: 'plain' }, ...a.blocks.features.map((f) => h('li', {}, `${t(f.properties.tier)} ${f.properties.number} · ${areaText(f.properties.areaM2)} `,
      h('button', { type: 'button', class: 'ghost', onclick: () => reserve(blockOf(plan, f)) }, t('reserveThis'))))),
    h('footer', {}, h('span', { class: 'method' }, t('ellipsoidal')), h('span', { class: 'grow' }),
      h('button', { type: 'button', class: 'ghost', onclick: () => showBlocks(app, a.blocks.features) }, t('showIt'))));
}

const blockOf = (plan: ReservePlan, f: GeoFeature<PlanBlock>): Block => ({
  parkId: plan.parkId, parkName: plan.parkName, name: `${plan.parkName} ${t(f.properties.tier)} ${f.properties.number}`, areaM2: f.properties.areaM2, geometry: f.geometry, tier: f.properties.tier,
});

function showBlocks(app: App, blocks: GeoFeature<PlanBlock>[]): void {
  const features = readFeatures({ type: 'FeatureCollection', features: blocks.map((b, i) => ({ ...b, properties: { ...b.properties, rank: i + 1 } })) });
  app.view.showAnswers(features);
}
