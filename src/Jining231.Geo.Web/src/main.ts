import 'ol/ol.css';
import './style.css';
import type Feature from 'ol/Feature';
import { h, replace, toast } from './dom';
import { getJson } from './client';
import { areaUnit, language, setAreaUnit, setLanguage, t } from './i18n';
import { parseCoordinates, toLonLat } from './crs';
import { MapView, readFeatures } from './map';
import { problemView } from './problem';
import { sitingPanel } from './siting';
import { parkPanel } from './park';
import { reservesPanel } from './reserves';
import { solarPanel } from './solar';
import { exportPanel } from './exportPanel';
import { layersPanel } from './layersPanel';
import { identifyView } from './identify';
import type { App } from './app';
import type { Catalog, GeoCollection, RulesInfo } from './types';

const root = document.getElementById('app')!;
const panels: Record<string, (app: App) => HTMLElement> = { siting: sitingPanel, park: parkPanel, reserves: reservesPanel, solar: solarPanel, data: exportPanel };
let task = panels[location.hash.slice(1)] ? location.hash.slice(1) : 'siting';
let picked: { layer: string; feature: Feature }[] = [];
let side: 'layers' | 'identify' = 'layers';
const leaving: (() => void)[] = [];

const mapTarget = h('div', { id: 'map', tabindex: 0, role: 'application' });
const status = h('span', { class: 'coordinates' });
const left = h('aside', { class: 'left' });
const right = h('aside', { class: 'right' });
const top = h('header', { class: 'top' });
const foot = h('footer', { class: 'foot' });

function showPosition(position: number[] | null): void {
  if (!position) { status.textContent = ''; return; }
  const [lon = 0, lat = 0] = toLonLat(position);
  const [e = 0, n = 0] = position;
  status.textContent = `EPSG:4490 ${lon.toFixed(6)}°, ${lat.toFixed(6)}°   EPSG:4548 ${t('northX')} ${n.toFixed(1)} m, ${t('eastY')} ${e.toFixed(1)} m   EPSG:4527 ${t('eastY')} ${(e + 39000000).toFixed(1)} m`;
}

function drawTop(app: App): void {
  const tab = (key: string): HTMLElement => h('button', { type: 'button', class: 'tab', 'aria-current': key === task ? 'page' : undefined, onclick: () => app.go(key) }, t(key));
  const search = h('input', { type: 'search', placeholder: t('search'), 'aria-label': t('search') });
  search.addEventListener('keydown', (e) => { if (e.key === 'Enter') void find(app, search.value); });
  replace(top, h('a', { class: 'skip', href: '#map' }, t('skip')), h('h1', {}, t('product')), h('nav', { 'aria-label': t('product') }, ...Object.keys(panels).map(tab)), h('span', { class: 'grow' }), search,
    h('button', { type: 'button', class: 'ghost', 'aria-label': `${t('mu')}/${t('ha')}`, onclick: () => { setAreaUnit(areaUnit() === 'mu' ? 'ha' : 'mu'); app.redraw(); } }, areaUnit() === 'mu' ? t('mu') : t('ha')),
    h('button', { type: 'button', class: 'ghost', lang: language() === 'zh' ? 'en' : 'zh-CN', onclick: () => { setLanguage(language() === 'zh' ? 'en' : 'zh'); app.redraw(); } }, language() === 'zh' ? 'EN' : '中文'),
    h('button', { type: 'button', class: 'ghost', 'aria-label': t('theme'), title: t('theme'), onclick: toggleTheme }, '◐'));
}

function drawSide(app: App): void {
  const tab = (key: 'layers' | 'identify'): HTMLElement => h('button', { type: 'button', class: 'tab', 'aria-current': key === side ? 'page' : undefined, onclick: () => { side = key; drawSide(app); } }, t(key));
  replace(right, h('nav', { class: 'tabs' }, tab('layers'), tab('identify')), side === 'layers' ? layersPanel(app) : identifyView(app, picked));
}

async function find(app: App, text: string): Promise<void> {
  const position = parseCoordinates(text);
  if (position) { app.view.centre(position); return; }
  for (const layer of ['parks', 'counties', 'subsidence', 'ports', 'reserves', 'sensitive', 'parcels']) {
    const data = await getJson<GeoCollection>(`collections/${layer}/items?limit=10000`).catch(() => null);
    const hit = data?.features.find((f) => f.geometry && (f.id === text || String(f.properties['name'] ?? '').includes(text)));
    if (hit) {
      const features = readFeatures({ type: 'FeatureCollection', features: [hit] });
      app.view.fit(features);
      picked = features.map((feature) => ({ layer, feature }));
      side = 'identify';
      drawSide(app);
      return;
    }
  }
  toast(t('noHits'), 'bad');
}

function toggleTheme(): void {
  const dark = document.documentElement.dataset['theme'] === 'dark' || (!document.documentElement.dataset['theme'] && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset['theme'] = dark ? 'light' : 'dark';
  localStorage.setItem('jining231.theme', dark ? 'light' : 'dark');
}

async function start(): Promise<void> {
  const theme = localStorage.getItem('jining231.theme');
  if (theme) document.documentElement.dataset['theme'] = theme;
  replace(root, h('div', { class: 'busy whole' }, h('span', { class: 'spinner' }), t('loading')));
  let catalog: Catalog, rules: RulesInfo;
  try {
    [catalog, rules] = await Promise.all([getJson<Catalog>('catalog'), getJson<RulesInfo>('rules')]);
  } catch (e) {
    replace(root, h('div', { class: 'whole' }, problemView(e, () => void start())));
    return;
  }
  replace(root, top, left, h('main', { 'aria-label': t('map') }, mapTarget), right, foot);
  const app: App = {
    catalog, rules,
    view: new MapView(mapTarget, (found) => { picked = found; side = 'identify'; drawSide(app); }, showPosition),
    onLeave(run) { leaving.push(run); },
    redraw() {
      leaving.splice(0).forEach((run) => run());
      document.documentElement.lang = language() === 'zh' ? 'zh-CN' : 'en';
      document.title = t('product');
      mapTarget.setAttribute('aria-label', t('map'));
      drawTop(app);
      drawSide(app);
      replace(left, panels[task]!(app));
      replace(foot, status, h('span', { class: 'grow' }), h('span', { class: 'note' }, t('qualityNote')));
    },
    go(next) {
      task = next;
      history.replaceState(null, '', `#${next}`);
      app.redraw();
    },
  };
  for (const layer of catalog.layers) if (layer.geometry !== 'None') app.view.add(layer);
  app.redraw();
}

void start();
