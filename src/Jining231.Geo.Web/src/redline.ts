import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import { Fill, Stroke, Style, Text } from 'ol/style';
import type { FeatureLike } from 'ol/Feature';
import { badge, h, replace, toast } from './dom';
import { busyView } from './busy';
import { areaText, num, t, titled } from './i18n';
import { type App, layerOf, layerTitle } from './app';
import { runJob } from './job';
import type { KeptPlots } from './keptPlots';
import { type MapView, readFeatures } from './map';
import { plotFiles, readPlotFile } from './plotFile';
import { problemView } from './problem';
import type { Breach, Reason } from './types';

interface CheckedPlot {
  id: string; name: string; line?: number; parkName: string | null; areaHa: number; areaMu: number; planarAreaHa: number; planarAreaMu: number; statedAreaHa?: number;
  verdict: 'clear' | 'conditional' | 'unknown' | 'breaks'; reasons: Reason[]; breaches: Breach[]; conditions: { rule: string; zh: string; en: string; overlapM2: number }[]; geometry: unknown;
}
interface RedlineCheck { plots: CheckedPlot[]; meta: { quality: string; asOf: string; rulesHash: string } }

const colours: Record<CheckedPlot['verdict'], string> = { clear: '#2b8a3e', conditional: '#e67700', unknown: '#845ef7', breaks: '#c92a2a' };

/** Kept while the page lives. */
let open = false;
let checked: { file: string; result: RedlineCheck } | null = null;

/** 红线核查: a file of outlines is dropped here, each plot is held against the rules; nothing is kept. */
export function redlineSection(app: App, project: () => { industry: string; hazard: string }, plots: KeptPlots): HTMLElement {
  const output = h('div', { class: 'redlines', 'aria-live': 'polite' });
  const file = h('input', { type: 'file', accept: plotFiles, hidden: true, 'aria-label': t('redlineFile') });
  const layer = new RedlineLayer(app.view);
  app.onLeave(() => layer.clear());
  const show = (): void => {
    if (!checked) { replace(output); return; }
    layer.show(checked.result.plots);
    replace(output, resultView(app, checked.file, checked.result, layer, plots, () => { checked = null; layer.clear(); show(); }));
  };
  const check = async (chosen: File): Promise<void> => {
    const abort = new AbortController();
    const busy = busyView(t('checking', chosen.name), () => abort.abort());
    layer.clear();
    replace(output, busy.element);
    try {
      const given = await readPlotFile(chosen, abort.signal);
      const features = given.features.map((f) => ({ type: 'Feature', id: f.id, properties: { name: f.properties.name }, geometry: f.geometry }));
      const result = await runJob<RedlineCheck>('redline-check', { plots: { type: 'FeatureCollection', features }, ...project() }, abort.signal, busy.progress);
      result.plots.forEach((p, i) => {
        const { line, statedAreaHa } = given.features[i]!.properties;
        if (line !== undefined) p.line = line;
        if (statedAreaHa !== undefined) p.statedAreaHa = statedAreaHa;
      });
      checked = { file: chosen.name, result };
      show();
      output.scrollIntoView({ block: 'start' });
    } catch (e) {
      checked = null;
      replace(output, (e as Error).name === 'AbortError' ? h('p', { class: 'hint' }, t('calledOff')) : problemView(e));
      output.scrollIntoView({ block: 'nearest' });
    }
  };
  const zone = h('div', { class: 'drop' }, h('button', { type: 'button', class: 'ghost', onclick: () => file.click() }, t('redlineFile')), h('p', { class: 'hint' }, t('redlineDrop')), file);
  zone.addEventListener('dragover', (e) => { e.preventDefault(); zone.classList.add('over'); });
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', (e) => {
    e.preventDefault();
    zone.classList.remove('over');
    const dropped = e.dataTransfer?.files[0];
    if (dropped) void check(dropped);
  });
  file.onchange = () => { const chosen = file.files?.[0]; file.value = ''; if (chosen) void check(chosen); };
  const details = h('details', { class: 'block redline-block', open }, h('summary', {}, t('redline')), h('p', { class: 'hint' }, t('redlineHint')), zone, output);
  details.addEventListener('toggle', () => { open = details.open; });
  show();
  return details;
}

function resultView(app: App, file: string, result: RedlineCheck, layer: RedlineLayer, plots: KeptPlots, close: () => void): HTMLElement {
  const count = (v: CheckedPlot['verdict']): number => result.plots.filter((p) => p.verdict === v).length;
  return h('section', { 'aria-label': t('redline') },
    h('div', { class: 'section-head' }, h('h3', {}, `${file} · ${result.plots.length} ${t('pieces')}`), badge(t(`quality_${result.meta.quality}`), result.meta.quality), h('button', { type: 'button', class: 'ghost', onclick: close }, t('close'))),
    h('p', { class: 'figures' }, (['breaks', 'unknown', 'conditional', 'clear'] as const).filter((v) => count(v) > 0).map((v) => `${t(`redline_${v}`)} ${count(v)}`).join(' · ')),
    ...result.plots.map((p, i) => plotCard(app, p, i, layer, plots)));
}

function plotCard(app: App, p: CheckedPlot, index: number, layer: RedlineLayer, plots: KeptPlots): HTMLElement {
  const stated = p.statedAreaHa !== undefined && Math.abs(p.statedAreaHa - p.planarAreaHa) > 0.00011;
  return h('article', { class: `card redline ${p.verdict}`, 'data-plot': p.name },
    h('header', {}, h('h3', {}, p.name), badge(t(`redline_${p.verdict}`), `redline-${p.verdict}`)),
    h('p', { class: 'figures' }, h('strong', {}, `${num(p.areaHa, 4)} ${t('ha')}`), ` · ${num(p.areaMu, 2)} ${t('mu')}`, h('span', { class: 'method' }, t('ellipsoidal'))),
    h('p', { class: 'figures' }, `${t('planar')} ${num(p.planarAreaHa, 4)} ${t('ha')}${p.parkName ? ` · ${p.parkName}` : ''}${p.line ? ` · ${t('lineOf', p.line)}` : ''}`),
    stated ? h('p', { class: 'hint moved' }, t('statedDiffers', num(p.statedAreaHa!, 4), num(p.planarAreaHa, 4))) : null,
    p.breaches.length ? h('table', { class: 'breach-table' }, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('rule')), h('th', { scope: 'col' }, t('breachFeature')), h('th', { scope: 'col', class: 'n' }, t('overlap')))),
      h('tbody', {}, ...p.breaches.map((b) => breachRow(app, b)))) : null,
    p.breaches.some((b) => b.areaM2 > 0) ? h('p', { class: 'hint' }, t('overlapMethod')) : null,
    p.conditions.length ? h('ul', { class: 'plain' }, ...p.conditions.map((c) => h('li', {}, titled(c)))) : null,
    p.reasons.length ? h('ul', { class: 'plain' }, ...p.reasons.map((r) => h('li', {}, titled(r)))) : null,
    h('footer', {}, h('span', { class: 'grow' }), h('button', { type: 'button', class: 'ghost', onclick: () => layer.focus(index) }, t('zoom')),
      h('button', { type: 'button', class: 'ghost', title: t('lockHint'), onclick: () => { if (!plots.find(p.name, p.geometry)) plots.toggle(p.name, p.geometry); toast(t('redlineLocked', p.name)); } }, t('lock'))));
}

function breachRow(app: App, b: Breach): HTMLElement {
  const name = (f: Breach['features'][number]): string => { const l = layerOf(app, f.layer); return `${l ? layerTitle(l) : f.layer} · ${f.name ?? f.featureId}`; };
  return h('tr', {}, h('th', { scope: 'row' }, titled(b)),
    h('td', {}, ...(b.features.length ? b.features.map((f) => h('div', {}, name(f), b.requiredM === null ? null : h('span', { class: 'hint' }, ` ${num(f.actualM, 2)} m < ${num(b.requiredM, 1)} m`))) : ['—'])),
    h('td', { class: 'n' }, b.areaM2 > 0 ? [`${num(b.areaM2, 2)} m²`, areaText(b.areaM2)].join(' / ') : '—'));
}

/** The plots in the colour of their verdict, what rules take of them in red. */
class RedlineLayer {
  private readonly source = new VectorSource();
  private readonly layer: VectorLayer;
  private shown = false;

  constructor(private readonly view: MapView) { this.layer = new VectorLayer({ source: this.source, zIndex: 1100, style: styleOf, declutter: true }); }

  show(plots: CheckedPlot[]): void {
    this.source.clear();
    if (!this.shown) this.view.map.addLayer(this.layer);
    this.shown = true;
    plots.forEach((p, i) => {
      this.source.addFeatures(readFeatures({ type: 'Feature', properties: { plot: i, name: p.name, verdict: p.verdict }, geometry: p.geometry }));
      for (const b of p.breaches) if (b.geometry) this.source.addFeatures(readFeatures({ type: 'Feature', properties: { taken: true }, geometry: b.geometry }));
    });
    this.view.fit(this.source.getFeatures(), 0.7);
  }

  focus(index: number): void { this.view.fit(this.source.getFeatures().filter((f) => f.get('plot') === index), 0.6); }

  clear(): void {
    this.source.clear();
    if (this.shown) this.view.map.removeLayer(this.layer);
    this.shown = false;
  }
}

function styleOf(feature: FeatureLike): Style {
  if (feature.get('taken')) return new Style({ zIndex: 1, fill: new Fill({ color: '#e0313155' }), stroke: new Stroke({ color: '#c92a2a', width: 1 }) });
  const colour = colours[feature.get('verdict') as CheckedPlot['verdict']];
  return new Style({
    zIndex: 2, fill: new Fill({ color: `${colour}22` }), stroke: new Stroke({ color: colour, width: 3 }),
    text: new Text({ text: String(feature.get('name')), font: '600 12px "Noto Sans CJK SC","Microsoft YaHei",sans-serif', fill: new Fill({ color: colour }), stroke: new Stroke({ color: '#ffffffe0', width: 4 }), overflow: true }),
  });
}
