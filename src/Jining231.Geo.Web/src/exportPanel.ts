import { badge, download, h, toast } from './dom';
import { request } from './client';
import { num, t } from './i18n';
import { type App, layerTitle } from './app';
import type { GeoCollection } from './types';

/** Every layer as a file. */
export function exportPanel(app: App): HTMLElement {
  return h('div', { class: 'panel-body' }, h('h2', {}, t('data')), h('p', { class: 'hint' }, t('exportHint')),
    ...app.catalog.layers.map((l) => {
      const button = h('button', { type: 'button', class: 'ghost', 'aria-label': `${t('download')} ${layerTitle(l)}` }, t('download'));
      button.onclick = async () => {
        button.disabled = true;
        try { download(`${l.name}.geojson`, JSON.stringify(await everything(l.name))); } catch (e) { toast((e as Error).message, 'bad'); } finally { button.disabled = false; }
      };
      return h('div', { class: 'export-row' }, h('span', { class: 'grow' }, layerTitle(l)), h('span', { class: 'hint' }, `${num(l.count, 0)} ${t('features')}`),
        l.quality ? badge(t(`quality_${l.quality}`), l.quality) : null, button);
    }));
}

/** Follows `next` to the end, so that a file is never short. */
async function everything(name: string): Promise<GeoCollection> {
  const all: GeoCollection = { type: 'FeatureCollection', features: [] };
  let path: string | undefined = `collections/${name}/items?limit=10000`;
  while (path) {
    const page: GeoCollection & { links?: { rel: string; href: string }[] } = (await request<GeoCollection & { links?: { rel: string; href: string }[] }>(path)).body;
    all.features.push(...page.features);
    const next: string | undefined = page.links?.find((l) => l.rel === 'next')?.href;
    path = next ? new URL(next, location.href).pathname.slice(1) + new URL(next, location.href).search : undefined;
  }
  return all;
}
