import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import type Feature from 'ol/Feature';
import { Fill, Stroke, Style, Text } from 'ol/style';
import { h } from './dom';
import { t } from './i18n';
import { type MapView, readFeatures } from './map';

/** Colours of the answers that are compared, the record's own first. */
export const compareColours = ['#087f5b', '#c2255c', '#1864ab', '#d9480f', '#5f3dc4', '#5c940d', '#0b7285', '#862e9c', '#495057'];

/** What one answer puts on the map: its sites, and what it supposes. */
export interface Drawn { name: string; sites: unknown; supposed: unknown[] }

/** The answers side by side on the map, each in its colour and with a box to hide it. */
export class CompareLayer {
  private readonly layers: VectorLayer[] = [];
  private legend: HTMLElement | null = null;

  constructor(private readonly view: MapView) {}

  show(answers: Drawn[]): void {
    this.clear();
    const list = h('ul', {});
    answers.forEach((answer, i) => {
      const colour = compareColours[i % compareColours.length]!;
      const sites = readFeatures(answer.sites), supposed = answer.supposed.flatMap((f) => readFeatures(f));
      supposed.forEach((f) => f.set('supposed', true));
      // Later answers lie on top, so that what the record gives stays in sight around them.
      const layer = new VectorLayer({ source: new VectorSource({ features: [...supposed, ...sites] }), zIndex: 1010 + i, style: (f) => styleOf(f as Feature, colour, i) });
      this.view.map.addLayer(layer);
      this.layers.push(layer);
      const dot = h('i', { class: 'dot' });
      dot.style.background = colour;
      list.append(h('li', {}, h('label', {}, h('input', { type: 'checkbox', checked: true, onchange: (e: Event) => layer.setVisible((e.target as HTMLInputElement).checked) }), dot, h('span', {}, answer.name))));
    });
    this.legend = h('div', { class: 'map-legend', role: 'group', 'aria-label': t('compareLegend') }, h('strong', {}, t('compareLegend')), list);
    this.view.map.getTargetElement()?.parentElement?.append(this.legend);
    this.fit();
  }

  fit(): void { this.view.fit(this.layers.flatMap((l) => l.getSource()?.getFeatures() ?? [])); }

  focus(index: number): void { this.view.fit(this.layers[index]?.getSource()?.getFeatures() ?? []); }

  clear(): void {
    this.layers.splice(0).forEach((l) => this.view.map.removeLayer(l));
    this.legend?.remove();
    this.legend = null;
  }
}

function styleOf(feature: Feature, colour: string, index: number): Style {
  if (feature.get('supposed')) return new Style({ fill: new Fill({ color: `${colour}22` }), stroke: new Stroke({ color: colour, width: 2, lineDash: [3, 5] }) });
  const rank = feature.get('rank') as number | undefined;
  return new Style({
    fill: new Fill({ color: `${colour}40` }), stroke: new Stroke({ color: colour, width: 3 }),
    text: new Text({ text: rank === undefined ? '' : String(rank), font: '700 13px system-ui', fill: new Fill({ color: '#fff' }), backgroundFill: new Fill({ color: colour }), padding: [2, 5, 1, 5], offsetX: index * 22, overflow: true }),
  });
}
