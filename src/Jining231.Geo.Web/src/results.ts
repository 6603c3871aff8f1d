import { badge, download, h, saveBlob, toast } from './dom';
import { postBlob } from './client';
import { areaText, areaUnit, has, num, t, titled } from './i18n';
import { type App, criterionTitle, ruleTitle } from './app';
import { breachView } from './breachView';
import type { KeptPlots } from './keptPlots';
import { ledgerView } from './ledger';
import { MovePlot, type Movable } from './movePlot';
import { reserveDialog } from './reserveDialog';
import { readFeatures } from './map';
import type { Block, Crossing, GeoFeature, LockedAnswer, ParkLedger, Partner, SitingAnswer, SiteProperties } from './types';

const palette = ['#0b7285', '#5f3dc4', '#2b8a3e', '#e67700', '#c2255c', '#1864ab', '#868e96', '#9c36b5'];

/** Ranked cards, the ledgers, and why every other park does not fit. */
export function resultsView(app: App, answer: SitingAnswer, asked: Record<string, unknown>, plots: KeptPlots): HTMLElement {
  const sites = answer.sites.features;
  const sited = new Set(sites.map((s) => s.properties.parkId));
  const others = answer.parks.filter((p) => !sited.has(p.parkId));
  const lockedCount = h('p', { class: 'hint locked-count' });
  const shared: Shared = { app, answer, asked, plots, locksChanged: () => { lockedCount.textContent = plots.locked.length ? t('lockedCount', plots.locked.length) : ''; }, moving: null };
  shared.locksChanged();
  app.onLeave(() => stopMoving(shared));
  return h('div', {},
    h('div', { class: 'results-head' }, h('h2', {}, `${t('results')} ${sites.length} ${t('pieces')}`), badge(t(`quality_${answer.meta.quality}`), answer.meta.quality),
      sites.length ? h('button', { type: 'button', class: 'ghost', onclick: () => download('siting.geojson', JSON.stringify({ ...answer.sites, meta: answer.meta })) }, t('exportResult')) : null,
      sites.length ? h('button', { type: 'button', class: 'ghost', title: t('packageHint'), onclick: () => void savePackage(asked) }, t('savePackage')) : null),
    plots.excluded.length ? h('p', { class: 'hint' }, t('excludedCount', plots.excluded.length), ' ', h('button', { type: 'button', class: 'link', onclick: () => plots.takeBack() }, t('takeBack'))) : null,
    lockedCount,
    ...(answer.locked ?? []).filter((l) => !l.stands).map((l) => refusedCard(shared, l)),
    sites.length === 0 ? h('div', { class: 'empty' }, h('strong', {}, t('noSites')), h('p', {}, t('noSitesHint'))) : null,
    sites.length > 1 ? h('p', { class: 'hint' }, runnerUp(app, answer)) : null,
    ...sites.map((s) => card(shared, s)),
    answer.scope ? h('details', { class: 'ledger-details scope-ledger' }, h('summary', {}, t('scopeLedger', answer.scope.parks)), ledgerView(answer.scope, ruleTitle(app)),
      answer.scope.overlapM2 > 0 ? h('p', { class: 'hint' }, `${t('scopeOverlap')} ${areaText(answer.scope.overlapM2)}`) : null) : null,
    others.length ? h('h2', {}, t('others')) : null,
    ...others.map((p) => other(app, p)),
    h('p', { class: 'hint digest' }, `SHA-256 ${answer.meta.digest.slice(0, 16)}… · ${answer.meta.asOf}`));
}

/** What the cards of one answer share. */
interface Shared {
  app: App; answer: SitingAnswer; asked: Record<string, unknown>; plots: KeptPlots; locksChanged(): void;
  /** The plot that is being moved, one at a time. */
  moving: MovePlot | null;
}

function stopMoving(shared: Shared): void {
  shared.moving?.dispose();
  shared.moving?.element.remove();
  shared.moving = null;
}

/** Lock, move and leave out: what an officer may do with a plot. */
function plotActions(shared: Shared, box: HTMLElement, plot: Movable & { lockedAs?: string; parcels?: string[] }): HTMLElement[] {
  const { app, plots, asked } = shared;
  const lock = h('button', { type: 'button', class: 'ghost lock', title: t('lockHint') });
  const draw = (): void => {
    const on = plots.find(plot.lockedAs, plot.geometry) !== undefined;
    lock.textContent = on ? t('unlock') : t('lock');
    lock.setAttribute('aria-pressed', String(on));
  };
  lock.onclick = () => { plots.toggle(plot.name, plot.geometry, plot.lockedAs, plot.parcels); draw(); shared.locksChanged(); };
  draw();
  const move = h('button', { type: 'button', class: 'ghost move-plot', title: t('movePlotHint') }, t('movePlot'));
  move.onclick = () => {
    stopMoving(shared);
    app.view.fit(readFeatures({ type: 'Feature', properties: {}, geometry: plot.geometry }), 0.35);
    shared.moving = new MovePlot(app, asked, plot, (to) => { stopMoving(shared); plots.move(plot.name, plot.geometry, to, plot.lockedAs); }, () => stopMoving(shared));
    box.append(shared.moving.element);
  };
  return [lock, move, h('button', { type: 'button', class: 'ghost', title: t('excludeHint'), onclick: () => plots.exclude(plot.geometry) }, t('exclude'))];
}

/** A locked plot that is no site: why, and what may be done with it. */
function refusedCard(shared: Shared, locked: LockedAnswer): HTMLElement {
  const kept = shared.plots.find(locked.name, null);
  const box = h('article', { class: 'card refused', tabindex: 0 },
    h('header', {}, h('h3', {}, locked.name), badge(t('lockedBreaks'), 'verdict')), h('p', { class: 'figures' }, areaText(locked.areaHa * 10_000), h('span', { class: 'method' }, t('ellipsoidal'))), breachView(locked));
  if (kept) box.append(h('footer', {}, h('span', { class: 'grow' }), ...plotActions(shared, box, { name: locked.name, geometry: kept.geometry, score: null, others: scoresBeside(shared, -1), lockedAs: locked.name }).slice(0, 2)));
  return box;
}

const scoresBeside = (shared: Shared, rank: number): number[] => shared.answer.sites.features.filter((s) => s.properties.rank !== rank).map((s) => s.properties.score);

function parcels(p: SiteProperties): HTMLElement | null {
  if (!p.parcels) return null;
  return h('details', { class: 'parcels' }, h('summary', {}, `${t('parcelsOf', p.parcels.length, p.owners ?? 0)}${p.fewestOwnersProven === undefined ? '' : ` · ${t(p.fewestOwnersProven ? 'fewestProven' : 'fewestFound')}`}`),
    h('ul', { class: 'plain' }, ...p.parcels.map((x) => h('li', {}, [x.name, has(`status_${x.status}`) ? t(`status_${x.status}`) : x.status, x.enterprise, x.id].filter((v) => v).join(' · ')))));
}

function card(shared: Shared, site: GeoFeature<SiteProperties>): HTMLElement {
  const { app, answer } = shared;
  const p = site.properties;
  const park = answer.parks.find((x) => x.parkId === p.parkId);
  const main = areaUnit() === 'mu' ? `${num(p.areaMu)} ${t('mu')}` : `${num(p.areaHa, 4)} ${t('ha')}`;
  const also = areaUnit() === 'mu' ? `${num(p.areaHa, 4)} ${t('ha')}` : `${num(p.areaMu)} ${t('mu')}`;
  const box = h('article', { class: 'card', 'data-rank': p.rank, tabindex: 0, onmouseenter: () => app.view.select(p.rank, false), onfocusin: () => app.view.select(p.rank, false) },
    h('header', {}, h('span', { class: 'rank', title: t('rank', p.rank) }, String(p.rank)), h('h3', {}, p.locked && p.name ? p.name : p.parkName), p.locked ? badge(t('lockedBadge'), 'ok') : null,
      h('span', { class: 'score' }, `${num(p.score, 1)} ${t('points')}`)),
    h('p', { class: 'figures' }, h('strong', {}, main), ` · ${also}`, h('span', { class: 'method' }, t('ellipsoidal'))),
    h('p', { class: 'figures' }, `${t(`shape_${p.shape}`)} ${num(p.widthM, 0)} m × ${num(p.lengthM, 0)} m · ${t('planar')} ${num(p.planarAreaHa, 4)} ${t('ha')}`),
    h('p', { class: 'figures' }, `${t('rankRange')} ${p.rankBest}–${p.rankWorst}${p.pareto ? ` · ${t('pareto')}` : ''}`),
    parcels(p),
    contributions(app, p),
    p.needs.length ? h('ul', { class: 'plain' }, ...p.needs.map((n) => h('li', {}, `${needTitle(app, n.kind)} ${num(n.actualKm, 2)} km（≤ ${num(n.maxKm, 1)} km，${n.method === 'straight-line' ? t('straightLine') : t('networkParts', t(`network_${n.network ?? ''}`), num(n.accessKm ?? 0, 2), num(n.alongKm ?? 0, 2), num(n.egressKm ?? 0, 2))}）`))) : null,
    p.partners?.length ? partners(app, p.partners) : null,
    p.crossing ? crossing(app, p.crossing) : null,
    h('details', {}, h('summary', {}, `${t('clearances')}（${p.clearances.length}）`), clearances(app, p)),
    park ? h('details', { class: 'ledger-details' }, h('summary', {}, `${t('ledger')} · ${park.name}`), ledgerView(park, ruleTitle(app))) : null,
    h('footer', {}, badge(t(`quality_${p.quality}`), p.quality), h('span', { class: 'grow' }),
      h('button', { type: 'button', class: 'ghost', onclick: () => app.view.select(p.rank, true) }, t('zoom')),
      h('button', { type: 'button', class: 'primary reserve', onclick: () => reserveDialog(app, blockOf(site)) }, t('reserveThis'))));
  box.querySelector('.grow')?.after(...plotActions(shared, box, {
    name: p.name ?? `${p.parkName} ${p.rank}`, geometry: site.geometry, score: p.score, others: scoresBeside(shared, p.rank), ...(p.locked && p.name ? { lockedAs: p.name } : {}),
    ...(p.parcels ? { parcels: p.parcels.map((x) => x.id) } : {}),
  }));
  return box;
}

function runnerUp(app: App, answer: SitingAnswer): string {
  const s = answer.robustness.secondFirst;
  return s ? `${t('secondFirst')} ${criterionTitle(app, s.criterion)} ${num(s.weight, 1)} → ${num(s.newWeight, 3)}` : t('secondNever');
}

const needTitle = (app: App, kind: string): string => { const k = app.rules.needKinds.find((x) => x.key === kind); return k ? titled(k) : kind; };

function contributions(app: App, p: SiteProperties): HTMLElement {
  const bar = h('div', { class: 'stack', role: 'img', 'aria-label': `${t('contributions')} ${num(p.score, 1)} ${t('points')}` });
  const legend = h('ul', { class: 'legend' });
  p.contributions.forEach((c, i) => {
    const colour = palette[i % palette.length] ?? '#868e96';
    const part = h('span', { title: `${criterionTitle(app, c.criterion)} ${num(c.points, 2)} ${t('points')}` });
    part.style.width = `${c.points}%`;
    part.style.background = colour;
    bar.append(part);
    const dot = h('i', {});
    dot.style.background = colour;
    legend.append(h('li', {}, dot, h('span', {}, criterionTitle(app, c.criterion)), h('b', {}, `${num(c.points, 1)} ${t('points')}`)));
  });
  return h('div', {}, bar, h('details', {}, h('summary', {}, t('contributions')), legend));
}

function partners(app: App, list: Partner[]): HTMLElement {
  const industry = (key: string): string => { const i = app.rules.industries.find((x) => x.key === key); return i ? titled(i) : key; };
  return h('details', { class: 'partners' }, h('summary', {}, `${t('partners')}（${list.length}）`), h('ul', { class: 'plain' }, ...list.map((p) => h('li', { title: `${p.source} ${p.clause}` },
    `${t(p.direction)} ${p.name}（${industry(p.industry)}）${num(p.km, 2)} km（${t('straightLine')}） `, badge(t(`quality_${p.quality}`), p.quality)))));
}

function crossing(app: App, c: Crossing): HTMLElement {
  const buildable = areaUnit() === 'mu' ? `${num(c.buildableMu)} ${t('mu')}` : `${num(c.buildableHa, 4)} ${t('ha')}`;
  return h('div', { class: 'crossing' }, h('p', { class: 'figures' }, `${t('crosses')} · ${t('buildable')} ${buildable}`, h('span', { class: 'method' }, t('ellipsoidal'))),
    h('ul', { class: 'plain' }, ...c.strips.map((s) => h('li', {}, `${ruleTitle(app)(s.rule)} ${s.name}: ${num(s.requiredM, 0)} m, ${num(s.planarM2, 0)} m² (${t('planar')}), ${t(s.counts ? 'stripCounts' : 'stripCountsNot')}`))));
}

function clearances(app: App, p: SiteProperties): HTMLElement {
  return h('table', {}, h('thead', {}, h('tr', {}, h('th', {}, t('rule')), h('th', {}, t('name')), h('th', { class: 'n' }, t('required')), h('th', { class: 'n' }, t('actual')))),
    h('tbody', {}, ...p.clearances.map((c) => h('tr', {}, h('td', {}, ruleTitle(app)(c.rule)), h('td', {}, c.name),
      h('td', { class: 'n' }, `${num(c.requiredM, 1)} m`), h('td', { class: 'n' }, `${num(c.actualM, 1)} m`)))));
}

function other(app: App, park: ParkLedger): HTMLElement {
  const verdict = has(`verdict_${park.verdict}`) ? t(`verdict_${park.verdict}`) : park.verdict;
  return h('details', { class: 'other' }, h('summary', {}, h('span', {}, park.name), badge(verdict, `verdict ${park.verdict}`)),
    h('ul', {}, ...park.reasons.map((r) => h('li', {}, titled(r)))), park.grossM2 ? ledgerView(park, ruleTitle(app)) : null);
}

const blockOf = (site: GeoFeature<SiteProperties>): Block => ({
  parkId: site.properties.parkId, parkName: site.properties.parkName, name: `${site.properties.parkName} ${site.properties.rank}`, areaM2: site.properties.areaHa * 10_000, geometry: site.geometry,
});

/** The same request once more, as a zip that can be recomputed offline. */
async function savePackage(asked: unknown): Promise<void> {
  try {
    saveBlob('decision.zip', await postBlob('decisions', { inputs: asked }));
  } catch (e) {
    toast((e as Error).message, 'bad');
  }
}
