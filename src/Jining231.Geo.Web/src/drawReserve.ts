import Draw from 'ol/interaction/Draw';
import Modify from 'ol/interaction/Modify';
import type Snap from 'ol/interaction/Snap';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import type Polygon from 'ol/geom/Polygon';
import { Fill, Stroke, Style } from 'ol/style';
import { h, replace } from './dom';
import { postJson } from './client';
import { areaText, t, titled } from './i18n';
import type { App } from './app';
import { writeGeometry } from './map';
import { snapsTo } from './snaps';
import { Latest } from './latest';
import { insteadView } from './reserveDialog';
import { problemView } from './problem';
import type { Block, FreePlot, ReserveCheck } from './types';

/** Draws a block on the map and says while it is drawn whether the land can be had: exact, by the service, nothing is written. */
export class DrawReserve {
  readonly element = h('div', { class: 'draw' });
  private readonly source = new VectorSource();
  private readonly layer: VectorLayer;
  private readonly verdict = h('div', { 'aria-live': 'polite' });
  private readonly take = h('button', { type: 'button', class: 'primary', disabled: true }, t('reserveDrawn'));
  private interactions: (Draw | Modify | Snap)[] = [];
  private block: Block | null = null;
  private timer = 0;
  private readonly checks = new Latest<ReserveCheck>((answer) => this.show(answer), (error) => replace(this.verdict, problemView(error)));

  constructor(private readonly app: App, private readonly park: { id: string; name: string }, private readonly reserve: (block: Block) => void) {
    this.layer = new VectorLayer({ source: this.source, zIndex: 1100, style: outline('#495057') });
    app.view.map.addLayer(this.layer);
    const start = h('button', { type: 'button', class: 'ghost' }, t('drawBlock'));
    start.onclick = () => this.start();
    this.take.onclick = () => { if (this.block) this.reserve(this.block); };
    const stop = h('button', { type: 'button', class: 'ghost' }, t('clear'));
    stop.onclick = () => this.clear();
    replace(this.element, h('p', { class: 'hint' }, t('drawHint')), h('div', { class: 'actions' }, start, stop, this.take), this.verdict);
  }

  /** Takes everything off the map. */
  dispose(): void {
    this.clear();
    this.app.view.map.removeLayer(this.layer);
  }

  private clear(): void {
    this.interactions.forEach((i) => this.app.view.map.removeInteraction(i));
    this.interactions = [];
    this.app.view.picking = true;
    this.source.clear();
    this.block = null;
    this.take.disabled = true;
    replace(this.verdict);
  }

  private start(): void {
    this.clear();
    this.app.view.picking = false;
    const draw = new Draw({ source: this.source, type: 'Polygon' });
    draw.on('drawstart', (e) => {
      const geometry = e.feature.getGeometry() as Polygon;
      geometry.on('change', () => { if (isArea(geometry)) this.later(geometry); });
    });
    draw.on('drawend', () => { this.app.view.map.removeInteraction(draw); this.addModify(); });
    this.add(draw, ...snapsTo(this.app.view, ['parcels', 'reserves', 'parks']));
  }

  private addModify(): void {
    this.add(new Modify({ source: this.source }));
  }

  private add(...more: (Draw | Modify | Snap)[]): void {
    more.forEach((i) => this.app.view.map.addInteraction(i));
    this.interactions.push(...more);
  }

  /** Asks once the pointer rests. */
  private later(geometry: Polygon): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.check(writeGeometry(geometry)), 200);
  }

  private check(geometry: unknown): void {
    const inputs = { parkId: this.park.id, geometry, tier: 'general', holder: '—', documentNo: '—', state: 'held', heldUntil: new Date(Date.now() + 30 * 86_400_000).toISOString() };
    this.block = { parkId: this.park.id, parkName: this.park.name, name: '', areaM2: 0, geometry };
    this.checks.ask(() => postJson<ReserveCheck>('processes/reserve-check/execution', { inputs }));
  }

  private show(answer: ReserveCheck): void {
    if (!this.block) return;
    this.block = { ...this.block, areaM2: answer.areaM2 };
    this.layer.setStyle(outline(answer.allowed ? '#2b8a3e' : '#c92a2a'));
    this.take.disabled = !answer.allowed;
    const area = h('p', { class: 'figures' }, h('strong', {}, areaText(answer.areaM2)), h('span', { class: 'method' }, t('ellipsoidal')));
    replace(this.verdict, answer.allowed
      ? h('div', { class: 'allowed' }, area, h('p', {}, t('drawAllowed')),
        answer.readiness?.warns ? h('div', { class: 'problem warns', role: 'alert' }, h('ul', {}, ...answer.readiness.reasons.map((r) => h('li', {}, titled(r))))) : null)
      : h('div', { class: 'problem', role: 'alert' }, area, h('ul', {}, ...answer.problems.map((p) => h('li', {}, titled(p)))), insteadView(answer.alternatives, (plot) => this.replaceBy(plot))));
  }

  private replaceBy(plot: FreePlot): void {
    this.reserve({ parkId: plot.parkId, parkName: plot.parkName, name: '', areaM2: plot.areaM2, geometry: plot.geometry });
  }
}

/** Whether a sketch encloses land yet: while the pointer still rests on its last corner, that point is there twice. Below a square metre nothing is asked. */
const isArea = (sketch: Polygon): boolean =>
  new Set((sketch.getCoordinates()[0] ?? []).map((p) => p.join())).size >= 3 && sketch.getArea() > 1;

const outline = (color: string): Style => new Style({ fill: new Fill({ color: `${color}33` }), stroke: new Stroke({ color, width: 3 }) });
