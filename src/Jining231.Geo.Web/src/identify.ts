import type Feature from 'ol/Feature';
import GeoJSON from 'ol/format/GeoJSON';
import { badge, download, h, toast } from './dom';
import { language, num, t } from './i18n';
import { type App, layerOf, layerTitle } from './app';
import type { FieldInfo } from './types';

/** What lies under the pointer: every attribute with its title, unit and code text. */
export function identifyView(app: App, found: { layer: string; feature: Feature }[]): HTMLElement {
  const known = found.filter((f) => layerOf(app, f.layer));
  if (known.length === 0) return h('div', { class: 'empty' }, h('p', {}, t('noSelection')));
  return h('div', { class: 'panel-body' }, ...known.slice(0, 6).map((f) => card(app, f.layer, f.feature)));
}

function card(app: App, name: string, feature: Feature): HTMLElement {
  const info = layerOf(app, name)!;
  const quality = String(feature.get('quality') ?? '');
  const rows = info.fields.filter((f) => f.name !== 'name' && f.name !== 'quality' && feature.get(f.name) !== null && feature.get(f.name) !== undefined)
    .map((f) => h('tr', {}, h('th', {}, language() === 'zh' ? f.titleZh : f.titleEn), h('td', {}, valueText(f, feature.get(f.name)))));
  const file = (): void => download(`${String(feature.getId())}.geojson`, new GeoJSON().writeFeature(feature, { dataProjection: 'EPSG:4490', featureProjection: 'EPSG:4548', decimals: 9 }));
  const copy = (): void => { void navigator.clipboard?.writeText(`${location.origin}/collections/${name}/items/${String(feature.getId())}`); toast(t('copied')); };
  return h('article', { class: 'card' }, h('header', {}, h('h3', {}, String(feature.get('name') ?? feature.getId())), quality ? badge(t(`quality_${quality}`), quality) : null),
    h('p', { class: 'hint' }, layerTitle(info)), h('table', { class: 'attributes' }, h('tbody', {}, ...rows)),
    h('footer', {}, h('span', { class: 'grow' }), h('button', { type: 'button', class: 'ghost', onclick: copy }, t('copyLink')),
      h('button', { type: 'button', class: 'ghost', onclick: () => app.view.fit([feature]) }, t('zoom')), h('button', { type: 'button', class: 'ghost', onclick: file }, 'GeoJSON'), info.geometry === 'MultiPolygon' ? h('a', { class: 'file', href: boundary(name, feature), download: `${String(feature.getId())}.txt` }, t('boundaryTxt')) : null));
}

const boundary = (layer: string, feature: Feature): string =>
  `collections/${layer}/items?f=txt&filter=${encodeURIComponent(`id='${String(feature.getId()).replaceAll("'", "''")}'`)}`;

function valueText(f: FieldInfo, value: unknown): string {
  if (Array.isArray(value)) return value.join('、');
  const code = f.codelist?.find((c) => c.value === value);
  if (code) return language() === 'zh' ? code.zh : code.en;
  if (typeof value === 'number') return `${num(value, 4)}${f.unit && f.unit !== '1' ? ` ${f.unit}` : ''}`;
  if (typeof value === 'boolean') return value ? '✓' : '–';
  return String(value);
}
