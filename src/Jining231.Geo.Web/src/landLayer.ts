import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import { Fill, Stroke, Style } from 'ol/style';
import type OlMap from 'ol/Map';
import type { FeatureLike } from 'ol/Feature';
import { readFeatures } from './map';
import type { EligibilityMap } from './types';

/** The land of one park by state; below labels and blocks, above the catalog's layers. */
export class LandLayer {
  private readonly source = new VectorSource();
  private readonly layer: VectorLayer;

  constructor(map: OlMap) {
    this.layer = new VectorLayer({ source: this.source, zIndex: 900, style: styleOf });
    this.layer.set('name', 'land');
    map.addLayer(this.layer);
  }

  show(data: EligibilityMap): void {
    const features = readFeatures(data);
    this.source.clear(true);
    this.source.addFeatures(features);
  }

  clear(): void { this.source.clear(); }
}

const hatch = ((): CanvasPattern | string => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 8;
  const context = canvas.getContext('2d');
  if (!context) return '#845ef766';
  context.strokeStyle = '#845ef7';
  context.lineWidth = 1.6;
  context.beginPath();
  context.moveTo(-2, 2); context.lineTo(2, -2); context.moveTo(0, 8); context.lineTo(8, 0); context.moveTo(6, 10); context.lineTo(10, 6);
  context.stroke();
  return context.createPattern(canvas, 'repeat') ?? '#845ef766';
})();

const styles: Record<string, Style> = {
  eligible: new Style({ fill: new Fill({ color: '#2b8a3e70' }), stroke: new Stroke({ color: '#2b8a3e', width: 1.5 }) }),
  unknown: new Style({ fill: new Fill({ color: hatch }), stroke: new Stroke({ color: '#845ef7', width: 1 }) }),
  removed: new Style({ fill: new Fill({ color: '#e8590c4d' }), stroke: new Stroke({ color: '#d9480f', width: 0.8 }) }),
};

const styleOf = (feature: FeatureLike): Style | undefined => styles[String(feature.get('state'))];
