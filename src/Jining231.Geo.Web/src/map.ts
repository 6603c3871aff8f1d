import OlMap from 'ol/Map';
import View, { type FitOptions } from 'ol/View';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import GeoJSON from 'ol/format/GeoJSON';
import ScaleLine from 'ol/control/ScaleLine';
import Zoom from 'ol/control/Zoom';
import { bbox as bboxStrategy, all as allStrategy } from 'ol/loadingstrategy';
import { Circle, Fill, Stroke, Style, Text } from 'ol/style';
import type Feature from 'ol/Feature';
import type Geometry from 'ol/geom/Geometry';
import type { FeatureLike } from 'ol/Feature';
import { createEmpty, extend, isEmpty, type Extent } from 'ol/extent';
import { fromLonLat, toLonLat } from './crs';
import { getJson } from './client';
import { LandLayer } from './landLayer';
import type { GeoCollection, LayerInfo } from './types';

const format = new GeoJSON({ dataProjection: 'EPSG:4490', featureProjection: 'EPSG:4548' });
/** Layers with many small shapes come by box, once the map is near enough to see them (metres per pixel). */
const byBox: Record<string, number> = { parcels: 40, sensitive: 60, controls: 90 };

export const readFeatures = (data: unknown): Feature[] => format.readFeatures(data) as Feature[];

/** A drawn geometry as GeoJSON (EPSG:4490, longitude first), outer rings counter-clockwise. */
export const writeGeometry = (geometry: Geometry): unknown => format.writeGeometryObject(geometry, { decimals: 9, rightHanded: true });

const color = (hex: string, fallback: string): string => (hex === '' ? fallback : hex);

function styleOf(info: LayerInfo): (feature: FeatureLike, resolution: number) => Style {
  const cache = new Map<string, Style>();
  return (feature, resolution) => {
    const s = info.style;
    const code = s.classField ? String(feature.get(s.classField) ?? '') : '';
    const label = s.labelField && resolution < (info.name === 'counties' ? 400 : 60) ? String(feature.get(s.labelField) ?? '') : '';
    const key = `${code}|${label}`;
    let style = cache.get(key);
    if (!style) {
      const fill = s.classFill[code] ?? s.fill;
      const line = info.geometry === 'MultiLineString' ? color(fill, s.stroke) : s.stroke;
      style = new Style({
        fill: new Fill({ color: color(fill, '#00000000') }),
        stroke: new Stroke({ color: line, width: s.strokeWidth, ...(info.name === 'counties' ? { lineDash: [6, 4] } : {}) }),
        image: new Circle({ radius: 5.5, fill: new Fill({ color: color(fill, '#1864ab') }), stroke: new Stroke({ color: '#ffffff', width: 1.5 }) }),
        text: new Text({
          text: label, font: `${info.name === 'counties' ? '600 13px' : '12px'} "Noto Sans CJK SC","Microsoft YaHei","Source Han Sans SC",sans-serif`,
          fill: new Fill({ color: info.name === 'counties' ? '#5f5386' : '#343a40' }), stroke: new Stroke({ color: '#ffffffd0', width: 3 }),
          overflow: info.name === 'counties', offsetY: info.geometry === 'MultiPoint' ? -14 : 0,
        }),
      });
      cache.set(key, style);
    }
    return style;
  };
}

/** The map in EPSG:4548 with one vector layer per catalog layer, and one for answers. */
export class MapView {
  readonly map: OlMap;
  readonly layers = new Map<string, VectorLayer>();
  readonly answers: VectorSource;
  /** The land of a park by state. */
  readonly land: LandLayer;
  private readonly answerLayer: VectorLayer;
  /** False while something is drawn: a click then belongs to the drawing. */
  picking = true;
  private selected = -1;
  private asOf: string | null = null;

  constructor(target: HTMLElement, onPick: (features: { layer: string; feature: Feature }[]) => void, onMove: (position: number[] | null) => void) {
    this.answers = new VectorSource();
    this.answerLayer = new VectorLayer({ source: this.answers, zIndex: 1000, style: (f) => this.answerStyle(f) });
    this.map = new OlMap({
      target,
      controls: [new Zoom({ zoomInTipLabel: '+', zoomOutTipLabel: '−' }), new ScaleLine({ minWidth: 90 })],
      layers: [this.answerLayer],
      view: new View({ projection: 'EPSG:4548', center: fromLonLat([116.72, 35.37]), resolution: 170, minResolution: 0.1, maxResolution: 600 }),
    });
    this.land = new LandLayer(this.map);
    this.map.on('pointermove', (e) => onMove(e.coordinate ?? null));
    this.map.getViewport()?.addEventListener('pointerleave', () => onMove(null));
    this.map.on('singleclick', (e) => {
      if (!this.picking) return;
      const found: { layer: string; feature: Feature }[] = [];
      this.map.forEachFeatureAtPixel(e.pixel, (f, l) => { found.push({ layer: String(l?.get('name') ?? ''), feature: f as Feature }); }, { hitTolerance: 4 });
      onPick(found);
    });
  }

  add(info: LayerInfo): void {
    const limit = byBox[info.name];
    const source: VectorSource = new VectorSource({
      strategy: limit ? bboxStrategy : allStrategy,
      loader: (extent, _resolution, _projection, success, failure) => {
        const box = limit ? this.lonLatBox(extent) : '';
        getJson<GeoCollection>(`collections/${info.name}/items?limit=10000${box}${this.asOf ? `&datetime=${encodeURIComponent(this.asOf)}` : ''}`).then((data) => {
          const features = readFeatures({ ...data, features: data.features.filter((f) => f.geometry) });
          source.addFeatures(features.filter((f) => source.getFeatureById(f.getId() ?? '') === null));
          success?.(features);
        }, () => { source.removeLoadedExtent(extent); failure?.(); });
      },
    });
    const layer = new VectorLayer({
      source, style: styleOf(info), zIndex: info.style.order, visible: info.style.visibleAtStart, declutter: info.style.labelField !== null,
      ...(limit ? { maxResolution: limit } : {}),
    });
    layer.set('name', info.name);
    this.layers.set(info.name, layer);
    this.map.addLayer(layer);
  }

  reload(name: string): void { this.layers.get(name)?.getSource()?.refresh(); }

  /** Shows every layer as it was recorded at an instant, or as it is now. */
  setAsOf(at: string | null): void {
    if (at === this.asOf) return;
    this.asOf = at;
    this.layers.forEach((layer) => layer.getSource()?.refresh());
  }

  showAnswers(features: Feature[]): void {
    this.answers.clear();
    this.selected = -1;
    this.answers.addFeatures(features);
    this.fitAnswers();
  }

  clearAnswers(): void { this.answers.clear(); }

  select(rank: number, zoom: boolean): void {
    this.selected = rank;
    this.answers.changed();
    const feature = this.answers.getFeatures().find((f) => f.get('rank') === rank);
    const extent = feature?.getGeometry()?.getExtent();
    if (zoom && extent) this.go(extent, { padding: [120, 120, 120, 120], maxZoom: 30, duration: 250, minResolution: 2 });
  }

  /** Shows features; `share` is the part of the map that they may fill, at once where it is not the whole. */
  fit(features: Feature[], share = 1): void {
    const extent = createEmpty();
    for (const f of features) { const e = f.getGeometry()?.getExtent(); if (e) extend(extent, e); }
    const [width = 0, height = 0] = (this.map.getSize() ?? []).map((s) => (s * (1 - share)) / 2);
    if (!isEmpty(extent)) this.go(extent, { padding: [60 + height, 60 + width, 60 + height, 60 + width], duration: share < 1 ? 0 : 250, minResolution: 1.5 });
  }

  /** Shows a place, easting and northing of the map. */
  centre(position: number[]): void {
    this.map.getView().cancelAnimations();
    this.map.getView().animate({ center: position, resolution: 5, duration: 250 });
  }

  /** Shows an extent; a flight that is under way ends, or it would carry the map off again. */
  private go(extent: Extent, options: FitOptions): void {
    this.map.getView().cancelAnimations();
    this.map.getView().fit(extent, options);
  }

  fitAnswers(): void { this.fit(this.answers.getFeatures()); }

  viewBox(): string { return this.lonLatBox(this.map.getView().calculateExtent(this.map.getSize())); }

  private lonLatBox(extent: number[]): string {
    const [w, s, e, n] = extent as [number, number, number, number];
    const corners = [[w, s], [e, s], [e, n], [w, n]].map((c) => toLonLat(c));
    const xs = corners.map((c) => c[0] ?? 0), ys = corners.map((c) => c[1] ?? 0);
    return `&bbox=${[Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map((v) => v.toFixed(6)).join(',')}`;
  }

  private answerStyle(feature: FeatureLike): Style {
    const rank = feature.get('rank') as number | undefined;
    const on = rank !== undefined && rank === this.selected;
    const locked = feature.get('locked') === true;
    const refused = feature.get('refused') as string | undefined;
    if (refused !== undefined)
      return new Style({ zIndex: 1, fill: new Fill({ color: '#e0313133' }), stroke: new Stroke({ color: '#c92a2a', width: 2.5, lineDash: [8, 5] }), text: new Text({ text: refused, font: '600 12px system-ui', fill: new Fill({ color: '#c92a2a' }), stroke: new Stroke({ color: '#ffffffd0', width: 3 }) }) });
    return new Style({
      zIndex: on ? 2 : 1,
      fill: new Fill({ color: on ? '#e8590c66' : locked ? '#5f3dc455' : '#0ca67855' }),
      stroke: new Stroke({ color: on ? '#d9480f' : locked ? '#5f3dc4' : '#087f5b', width: on ? 4 : 2.5 }),
      text: new Text({
        text: rank === undefined ? '' : String(rank), font: '700 14px system-ui', fill: new Fill({ color: '#fff' }), padding: [3, 6, 2, 6],
        backgroundFill: new Fill({ color: on ? '#d9480f' : locked ? '#5f3dc4' : '#087f5b' }), overflow: true,
      }),
    });
  }
}
