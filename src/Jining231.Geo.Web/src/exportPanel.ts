import { badge, h } from './dom';
import { num, t } from './i18n';
import { type App, layerTitle } from './app';
import type { LayerInfo } from './types';

/** Every layer as a file: made whole by the service, so that none is ever short. */
export function exportPanel(app: App): HTMLElement {
  return h('div', { class: 'panel-body' }, h('h2', {}, t('data')), h('p', { class: 'hint' }, t('exportHint')),
    ...app.catalog.layers.map((l) => h('div', { class: 'export-row' },
      h('div', { class: 'name' }, layerTitle(l), h('span', { class: 'hint' }, `${num(l.count, 0)} ${t('features')}`), l.quality ? badge(t(`quality_${l.quality}`), l.quality) : null),
      h('div', { class: 'files' }, ...files(l)))));
}

function files(layer: LayerInfo): HTMLElement[] {
  const link = (query: string, file: string, title: string): HTMLElement =>
    h('a', { class: 'file', href: `collections/${layer.name}/items?${query}`, download: file, 'aria-label': `${t('download')} ${layerTitle(layer)} ${title}` }, title);
  const all = [link('limit=all', `${layer.name}.geojson`, 'GeoJSON'), link('f=gpkg', `${layer.name}.gpkg`, 'GeoPackage'), link('f=shp', `${layer.name}.shp.zip`, 'Shapefile')];
  return layer.geometry === 'MultiPolygon' ? [...all, link('f=txt', `${layer.name}.txt`, t('boundaryTxt'))] : all;
}
