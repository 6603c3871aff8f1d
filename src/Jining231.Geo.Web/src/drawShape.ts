import Draw from 'ol/interaction/Draw';
import Modify from 'ol/interaction/Modify';
import type Snap from 'ol/interaction/Snap';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import type Feature from 'ol/Feature';
import type Polygon from 'ol/geom/Polygon';
import { Fill, Stroke, Style } from 'ol/style';
import { readFeatures, writeGeometry, type MapView } from './map';
import { snapsTo } from './snaps';

/** Outlines that are being drawn: shown, changed by dragging corners, drawn anew with corners that snap to what is there. */
export class ShapeBoard {
  private readonly source = new VectorSource();
  private readonly layer: VectorLayer;
  private readonly modify: Modify;
  private drawing: (Draw | Snap)[] = [];

  constructor(private readonly view: MapView) {
    this.layer = new VectorLayer({ source: this.source, zIndex: 1150, style: new Style({ fill: new Fill({ color: '#d6336c26' }), stroke: new Stroke({ color: '#d6336c', width: 2.5, lineDash: [6, 4] }) }) });
    this.modify = new Modify({ source: this.source });
    view.map.addLayer(this.layer);
    view.map.addInteraction(this.modify);
  }

  /** Shows outlines; `changed` hears of a corner that was dragged, by its number. */
  show(geometries: unknown[], changed: (index: number, geometry: unknown) => void): void {
    this.source.clear();
    geometries.forEach((geometry, i) => {
      const feature = readFeatures({ type: 'Feature', properties: {}, geometry })[0] as Feature<Polygon>;
      this.source.addFeature(feature);
      feature.getGeometry()!.on('change', () => changed(i, writeGeometry(feature.getGeometry()!)));
    });
  }

  draw(done: (geometry: unknown) => void): void {
    this.stop();
    this.view.picking = false;
    const draw = new Draw({ type: 'Polygon' });
    draw.on('drawend', (e) => { this.stop(); done(writeGeometry((e.feature as Feature<Polygon>).getGeometry()!)); });
    this.drawing = [draw, ...snapsTo(this.view, ['controls', 'parcels', 'parks'])];
    this.drawing.forEach((i) => this.view.map.addInteraction(i));
  }

  /** Ends drawing; true if something was being drawn. */
  stop(): boolean {
    const was = this.drawing.length > 0;
    this.drawing.splice(0).forEach((i) => this.view.map.removeInteraction(i));
    // The click that ends the outline is not one that asks what lies there.
    if (was) setTimeout(() => { this.view.picking = true; }, 400);
    return was;
  }

  fit(): void { this.view.fit(this.source.getFeatures()); }

  dispose(): void {
    this.stop();
    this.view.map.removeInteraction(this.modify);
    this.view.map.removeLayer(this.layer);
  }
}
