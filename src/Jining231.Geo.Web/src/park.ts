import { badge, field, h, replace, select } from './dom';
import { getJson } from './client';
import { areaText, t, titled } from './i18n';
import { type App, ruleTitle } from './app';
import { DistanceSliders } from './distances';
import { DrawReserve } from './drawReserve';
import { Latest } from './latest';
import { ledgerView } from './ledger';
import { problemView } from './problem';
import { readinessView } from './readiness';
import { reserveDialog } from './reserveDialog';
import { timeline } from './timeline';
import { readFeatures } from './map';
import type { BalancePart, Block, EligibilityMap, GeoCollection, GeoFeature, ParkBalance } from './types';

/** Kept while the page lives. */
const chosen = { parkId: '', hazard: '', at: null as string | null };

/** A park manager's page: what is free, what is taken by whom, what another distance would free, and how it came about. */
export function parkPanel(app: App): HTMLElement {
  const body = h('div', {});
  const parks = select([]);
  getJson<GeoCollection>('collections/parks/items?limit=1000').then((data) => {
    const drawn = data.features.filter((f) => f.geometry && f.properties['level'] === 'park').sort((a, b) => rank(a) - rank(b));
    if (!chosen.parkId) chosen.parkId = String(drawn[0]?.id ?? '');
    parks.append(...drawn.map((f) => h('option', { value: String(f.id), selected: f.id === chosen.parkId }, String(f.properties['name'] ?? f.id))));
    const open = (fit: boolean): void => {
      const park = drawn.find((f) => f.id === chosen.parkId);
      if (park) showPark(app, park, body, fit);
    };
    parks.addEventListener('change', () => { chosen.parkId = parks.value; chosen.at = null; app.view.setAsOf(null); open(true); });
    open(true);
  }, (e) => replace(body, problemView(e, () => app.redraw())));
  return h('div', { class: 'panel-body park' }, h('h2', {}, t('park')), field(t('parkName'), parks, { name: 'park' }), body);
}

const rank = (f: GeoFeature): number => (f.properties['kind'] === 'chemical' ? 0 : 1);

function showPark(app: App, park: GeoFeature, body: HTMLElement, fit: boolean): void {
  const id = String(park.id), name = String(park.properties['name'] ?? id);
  const account = h('section', {}), ready = h('div', {}), land = h('div', {}), note = h('p', { class: 'hint' });
  const hazard = select([{ value: '', text: t('byProfile') }, ...app.rules.hazards.map((x) => ({ value: x.value, text: titled(x) }))], chosen.hazard);
  const query = (): string => `?${chosen.hazard ? `hazard=${chosen.hazard}` : ''}${chosen.at ? `&datetime=${encodeURIComponent(chosen.at)}` : ''}`;
  const maps = new Latest<EligibilityMap>((map) => {
    app.view.land.show(map);
    sliders.show(map.distances);
    replace(land, ledgerView(map, ruleTitle(app)));
    note.textContent = map.trial ? t('trialNote') : '';
  }, (e) => replace(land, problemView(e)));
  const sliders = new DistanceSliders(app, () => ask());
  const ask = (): void => maps.ask(() => getJson<EligibilityMap>(`parks/${encodeURIComponent(id)}/eligibility${query()}${sliders.query()}`));
  const load = (): void => {
    getJson<{ parks: ParkBalance[] }>(`parks/${encodeURIComponent(id)}/balance${query()}`).then((b) => replace(account, balanceView(b.parks[0]!)), (e) => replace(account, problemView(e)));
    replace(ready, readinessView(app, { id, name }, chosen.at ? `?datetime=${encodeURIComponent(chosen.at)}` : '', reserve));
    ask();
  };
  const reserve = (block: Block): void => reserveDialog(app, block, () => { app.view.reload('reserves'); load(); });
  hazard.addEventListener('change', () => { chosen.hazard = hazard.value; load(); });
  const drawing = new DrawReserve(app, { id, name }, reserve);
  app.onLeave(() => { drawing.dispose(); app.view.land.clear(); app.view.clearAnswers(); app.view.setAsOf(null); chosen.at = null; });
  const reset = h('button', { type: 'button', class: 'ghost', onclick: () => sliders.reset() }, t('resetDistances'));
  replace(body, field(t('hazard'), hazard, { name: 'hazard' }), account,
    h('details', { class: 'block', open: true }, h('summary', {}, t('readiness')), ready),
    h('details', { class: 'block', open: true }, h('summary', {}, t('eligibleLand')), legend(), land),
    h('details', { class: 'block', open: true }, h('summary', {}, t('tryDistances')), note, sliders.element, h('div', { class: 'actions' }, reset)),
    h('details', { class: 'block', open: true }, h('summary', {}, t('drawTitle')), drawing.element),
    h('details', { class: 'block', open: true }, h('summary', {}, t('timeline')), timeline(app, id, (at) => { chosen.at = at; app.view.setAsOf(at); load(); })));
  load();
  if (fit) app.view.fit(readFeatures({ type: 'FeatureCollection', features: [park] }));
}

function legend(): HTMLElement {
  return h('ul', { class: 'legend row' }, ...['eligible', 'unknown', 'removed'].map((state) => h('li', {}, h('i', { class: `piece ${state}` }), h('span', {}, t(`land_${state}`)))));
}

/** Built, approved, live reserves, blocked, unknown, free: each square metre once, so that the bars add up to the park. */
function balanceView(park: ParkBalance): HTMLElement {
  const bar = h('div', { class: 'stack tall', role: 'img', 'aria-label': t('balance') }, ...park.parts.filter((p) => p.m2 > 0).map((p) => {
    const piece = h('span', { class: `part ${p.part}`, title: `${t(`part_${p.part}`)} ${areaText(p.m2)}` });
    piece.style.width = `${(100 * p.m2) / park.grossM2}%`;
    return piece;
  }));
  return h('div', {}, h('header', { class: 'section-head' }, h('h3', {}, `${t('balance')} · ${areaText(park.grossM2)}`), badge(t(`quality_${park.quality}`), park.quality)), bar,
    h('table', { class: 'balance' }, h('tbody', {}, ...park.parts.flatMap((p) => partRows(p, park.grossM2)))), h('p', { class: 'hint' }, `${t('planar')} EPSG:4548`));
}

function partRows(p: BalancePart, gross: number): HTMLElement[] {
  const share = `${((100 * p.m2) / gross).toFixed(1)} %`;
  return [
    h('tr', {}, h('td', {}, h('i', { class: `dot part ${p.part}` }), t(`part_${p.part}`)), h('td', { class: 'n' }, areaText(p.m2)), h('td', { class: 'n' }, share)),
    ...Object.entries(p.ofWhichM2).filter(([, m2]) => m2 > 0).map(([key, m2]) => h('tr', { class: 'of' }, h('td', {}, `${t('ofWhich')} ${t(`of_${key}`)}`), h('td', { class: 'n' }, areaText(m2)), h('td', {}))),
  ];
}
