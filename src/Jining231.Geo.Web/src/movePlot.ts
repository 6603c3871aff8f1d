import Translate from 'ol/interaction/Translate';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import Feature from 'ol/Feature';
import Point from 'ol/geom/Point';
import type Geometry from 'ol/geom/Geometry';
import { getCenter } from 'ol/extent';
import { Circle, Fill, Stroke, Style, Text } from 'ol/style';
import { h, replace } from './dom';
import { postJson } from './client';
import { num, t } from './i18n';
import { type App, ruleTitle } from './app';
import { breachView } from './breachView';
import { Latest } from './latest';
import { readFeatures, writeGeometry } from './map';
import { problemView } from './problem';
import type { SitingAnswer } from './types';

/** A plot that is to be moved: what it is called, what it scores now and what the other sites score. */
export interface Movable { name: string; geometry: unknown; score: number | null; others: number[] }

/** Drags and turns a plot on the map; the service scores it wherever it rests, by the request that found it. */
export class MovePlot {
  readonly element = h('div', { class: 'move', 'aria-live': 'polite' });
  private readonly source = new VectorSource();
  private readonly broken = new VectorSource();
  private readonly layers: VectorLayer[];
  private readonly drag: Translate;
  private readonly plot: Feature<Geometry>;
  private readonly handle = new Feature(new Point([0, 0]));
  private readonly verdict = h('div', {});
  private readonly undoButton = h('button', { type: 'button', class: 'ghost', disabled: true, onclick: () => this.undo() }, t('undoMove'));
  private readonly past: Geometry[] = [];
  private before: Geometry;
  private timer = 0;
  private readonly scores = new Latest<SitingAnswer>((answer) => this.show(answer), (error) => replace(this.verdict, problemView(error)));

  constructor(private readonly app: App, private readonly asked: Record<string, unknown>, private readonly movable: Movable, keep: (geometry: unknown) => void, stop: () => void) {
    this.plot = readFeatures({ type: 'Feature', properties: {}, geometry: movable.geometry })[0]!;
    this.before = this.shape().clone();
    this.source.addFeatures([this.plot, this.handle]);
    const plots = new VectorLayer({ source: this.source, zIndex: 1200, style: (f) => (f === this.handle ? handleStyle : this.outline('#1971c2')) });
    this.layers = [plots, new VectorLayer({ source: this.broken, zIndex: 1190, style: new Style({ fill: new Fill({ color: '#e0313199' }), stroke: new Stroke({ color: '#c92a2a', width: 2 }) }) })];
    this.drag = new Translate({ layers: [plots], hitTolerance: 6 });
    this.drag.on('translating', (e) => { if (e.features.item(0) === this.handle) this.turn(); else this.placeHandle(); this.later(); });
    this.drag.on('translateend', () => this.rest());
    this.layers.forEach((l) => app.view.map.addLayer(l));
    app.view.map.addInteraction(this.drag);
    app.view.picking = false;
    this.placeHandle();
    replace(this.element, h('p', { class: 'hint' }, t('moveHint')), this.verdict,
      h('div', { class: 'actions' }, this.undoButton,
        h('button', { type: 'button', class: 'ghost', onclick: stop }, t('cancel')),
        h('button', { type: 'button', class: 'primary', onclick: () => keep(writeGeometry(this.shape())) }, t('lockHere'))));
    this.ask();
  }

  /** Takes everything off the map. */
  dispose(): void {
    window.clearTimeout(this.timer);
    this.app.view.map.removeInteraction(this.drag);
    this.layers.forEach((l) => this.app.view.map.removeLayer(l));
    this.app.view.picking = true;
  }

  private shape(): Geometry { return this.plot.getGeometry()!; }

  private centre(): number[] { return getCenter(this.shape().getExtent()); }

  /** The handle turns the plot about its middle by the angle that it has gone round. */
  private turn(): void {
    const middle = getCenter(this.before.getExtent());
    const now = (this.handle.getGeometry() as Point).getCoordinates();
    const angle = Math.atan2((now[1] ?? 0) - middle[1]!, (now[0] ?? 0) - middle[0]!) - Math.PI / 2;
    const turned = this.before.clone();
    turned.rotate(angle, middle);
    this.plot.setGeometry(turned);
  }

  private placeHandle(): void {
    const [, , , top] = this.shape().getExtent() as [number, number, number, number];
    const [x = 0, y = 0] = this.centre();
    (this.handle.getGeometry() as Point).setCoordinates([x, top + (top - y) * 0.35]);
  }

  private rest(): void {
    this.past.push(this.before);
    this.before = this.shape().clone();
    this.undoButton.disabled = false;
    this.placeHandle();
    this.ask();
  }

  private undo(): void {
    const last = this.past.pop();
    if (!last) return;
    this.plot.setGeometry(last.clone());
    this.before = last;
    this.undoButton.disabled = this.past.length === 0;
    this.placeHandle();
    this.ask();
  }

  /** Asks while the plot is dragged, once the pointer rests. */
  private later(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask(), 150);
  }

  private ask(): void {
    window.clearTimeout(this.timer);
    const inputs = { ...this.asked, count: 0, locked: [{ name: this.movable.name, geometry: writeGeometry(this.shape()) }] };
    this.element.dataset['state'] = 'asking';
    this.scores.ask(() => postJson<SitingAnswer>('processes/siting/execution', { inputs }));
  }

  private show(answer: SitingAnswer): void {
    const [site, judged] = [answer.sites.features[0], answer.locked?.[0]];
    this.element.dataset['state'] = site ? 'stands' : 'breaks';
    this.source.changed();
    this.broken.clear();
    if (!site) {
      this.broken.addFeatures(readFeatures({ type: 'FeatureCollection', features: (judged?.breaches ?? []).filter((b) => b.geometry).map((b) => ({ type: 'Feature', properties: {}, geometry: b.geometry })) }));
      if (judged) replace(this.verdict, breachView(judged));
      return;
    }
    const p = site.properties, change = this.movable.score === null ? 0 : p.score - this.movable.score;
    replace(this.verdict, h('div', { class: 'allowed' },
      h('p', { class: 'figures' }, h('strong', { class: 'score' }, `${num(p.score, 2)} ${t('points')}`), change === 0 ? '' : ` (${change > 0 ? '+' : '−'}${num(Math.abs(change), 2)})`,
        ` · ${t('wouldRank', 1 + this.movable.others.filter((s) => s > p.score).length)} · ${p.parkName}`),
      h('ul', { class: 'plain' }, ...p.clearances.slice(0, 3).map((c) => h('li', {}, `${ruleTitle(this.app)(c.rule)} · ${c.name} ${num(c.actualM, 1)} m（≥ ${num(c.requiredM, 1)} m）`)))));
  }

  private outline(ok: string): Style {
    const color = this.element.dataset['state'] === 'breaks' ? '#c92a2a' : this.element.dataset['state'] === 'stands' ? '#2b8a3e' : ok;
    return new Style({ fill: new Fill({ color: `${color}33` }), stroke: new Stroke({ color, width: 3, lineDash: [8, 5] }) });
  }
}

const handleStyle = new Style({
  image: new Circle({ radius: 10, fill: new Fill({ color: '#1971c2' }), stroke: new Stroke({ color: '#fff', width: 2 }) }),
  text: new Text({ text: '↻', font: '700 15px system-ui', fill: new Fill({ color: '#fff' }) }),
});
