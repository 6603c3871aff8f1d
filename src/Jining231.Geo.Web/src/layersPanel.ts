import { badge, h } from './dom';
import { language, num, t } from './i18n';
import { type App, layerTitle } from './app';
import type { LayerInfo } from './types';

/** The layer tree with legend and quality badge, generated from the catalog. */
export function layersPanel(app: App): HTMLElement {
  const drawn = app.catalog.layers.filter((l) => l.geometry !== 'None').sort((a, b) => b.style.order - a.style.order);
  return h('div', { class: 'panel-body layers' }, ...drawn.map((l) => entry(app, l)));
}

function entry(app: App, info: LayerInfo): HTMLElement {
  const layer = app.view.layers.get(info.name);
  const box = h('input', { type: 'checkbox', checked: layer?.getVisible() ?? false });
  box.addEventListener('change', () => layer?.setVisible(box.checked));
  const opacity = h('input', { type: 'range', min: 10, max: 100, value: Math.round((layer?.getOpacity() ?? 1) * 100), 'aria-label': `${t('opacity')} ${layerTitle(info)}` });
  opacity.addEventListener('input', () => layer?.setOpacity(Number(opacity.value) / 100));
  const codes = info.fields.find((f) => f.name === info.style.classField)?.codelist ?? [];
  const legend = codes.filter((c) => info.style.classFill[c.value]).map((c) => h('li', {}, swatch(info, info.style.classFill[c.value] ?? ''), h('span', {}, language() === 'zh' ? c.zh : c.en)));
  return h('details', { class: 'layer' },
    h('summary', {}, h('label', { title: language() === 'zh' ? info.descriptionZh : info.descriptionEn, onclick: (e: Event) => e.stopPropagation() }, box, swatch(info, info.style.fill), h('span', {}, layerTitle(info))),
      h('span', { class: 'grow' }), info.quality ? badge(t(`quality_${info.quality}`), info.quality) : null),
    h('p', { class: 'hint' }, `${num(info.count, 0)} ${t('features')}`), legend.length ? h('ul', { class: 'legend' }, ...legend) : null,
    h('label', { class: 'weight' }, h('span', {}, t('opacity')), opacity));
}

function swatch(info: LayerInfo, fill: string): HTMLElement {
  const i = h('i', { class: info.geometry === 'MultiLineString' ? 'swatch line' : 'swatch' });
  i.style.background = fill || 'transparent';
  i.style.borderColor = info.style.stroke;
  return i;
}
