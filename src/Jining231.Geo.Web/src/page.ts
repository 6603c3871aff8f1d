import 'ol/ol.css';
import OlMap from 'ol/Map';
import View from 'ol/View';
import GeoJSON from 'ol/format/GeoJSON';
import MVT from 'ol/format/MVT';
import VectorLayer from 'ol/layer/Vector';
import VectorTileLayer from 'ol/layer/VectorTile';
import VectorSource from 'ol/source/Vector';
import VectorTileSource from 'ol/source/VectorTile';
import ScaleLine from 'ol/control/ScaleLine';
import Zoom from 'ol/control/Zoom';
import { isEmpty } from 'ol/extent';
import { transformExtent } from 'ol/proj';
import { Circle, Fill, Stroke, Style } from 'ol/style';

/** The map of a page that the service renders: tiles or features named by data attributes, above the outlines of the counties. */
const target = document.getElementById('page-map');
const city = transformExtent([115.8, 34.4, 117.7, 36.0], 'EPSG:4326', 'EPSG:3857');
const shape = new Style({
  fill: new Fill({ color: '#0b6e7533' }),
  stroke: new Stroke({ color: '#0b6e75', width: 1.5 }),
  image: new Circle({ radius: 5, fill: new Fill({ color: '#0b6e75' }), stroke: new Stroke({ color: '#ffffff', width: 1.5 }) }),
});
const outline = new Style({ stroke: new Stroke({ color: '#8a94a0', width: 1, lineDash: [5, 4] }) });

const tiles = (url: string, style: Style): VectorTileLayer =>
  new VectorTileLayer({ source: new VectorTileSource({ format: new MVT(), url, maxZoom: 18 }), style });

async function features(map: OlMap, url: string): Promise<void> {
  const answer = await fetch(url, { headers: { accept: 'application/geo+json' } });
  if (!answer.ok) return;
  const source = new VectorSource({ features: new GeoJSON({ featureProjection: 'EPSG:3857' }).readFeatures(await answer.json()) });
  map.addLayer(new VectorLayer({ source, style: shape }));
  const extent = source.getExtent();
  if (extent && !isEmpty(extent)) map.getView().fit(extent, { padding: [30, 30, 30, 30], maxZoom: 16 });
}

if (target) {
  const { counties, tiles: drawn, features: listed, items } = target.dataset;
  const map = new OlMap({ target, controls: [new Zoom(), new ScaleLine()], view: new View({ maxZoom: 20 }) });
  map.getView().fit(city, { size: map.getSize() ?? [600, 360], padding: [10, 10, 10, 10] });
  if (counties) map.addLayer(tiles(counties, outline));
  if (drawn) map.addLayer(tiles(drawn, shape));
  if (listed) void features(map, listed);
  map.on('singleclick', (e) => {
    const found = map.forEachFeatureAtPixel(e.pixel, (f) => f.getId(), { hitTolerance: 4 });
    if (items && listed && found !== undefined) location.href = `${items}/${encodeURIComponent(String(found))}`;
  });
}
