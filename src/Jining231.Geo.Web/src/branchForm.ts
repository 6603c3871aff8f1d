import { field, h, replace, select } from './dom';
import { getJson, postJson } from './client';
import { language, t, titled } from './i18n';
import { type App, layerOf, ruleTitle } from './app';
import type { BranchEdit } from './branchTypes';
import { ShapeBoard } from './drawShape';
import { plotFiles, readPlotFile } from './plotFile';
import { problemView, showFieldErrors } from './problem';
import type { GeoCollection } from './types';

interface Shape { what: string; name: string; geometry: unknown }
interface Distance { rule: string; metres: string; off: boolean }

/** Kept while the page lives, so that changing task or language loses nothing. */
let draft: { name: string; shapes: Shape[]; distances: Distance[] } | null = null;

export const branchDrafted = (): boolean => draft !== null;

/** Makes a branch: outlines drawn or brought as a file, which become control lines, places to keep from or new park boundaries; other distances. */
export function branchForm(app: App, saved: (name: string) => void, closed: () => void): HTMLElement {
  draft ??= { name: '', shapes: [], distances: [] };
  const given = draft;
  const board = new ShapeBoard(app.view);
  const parks: { value: string; text: string }[] = [];
  const message = h('div', { 'aria-live': 'polite' }), shapes = h('div', {}), distances = h('div', {});
  const drawButton = h('button', { type: 'button', class: 'ghost' }, t('drawShape'));
  const file = h('input', { type: 'file', accept: plotFiles, hidden: true, 'aria-label': t('shapeFile') });
  const name = h('input', { type: 'text', value: given.name, maxlength: 80, autocomplete: 'off', oninput: () => { given.name = name.value; } });
  const save = h('button', { type: 'submit', class: 'primary' }, t('saveBranch'));

  const drawShapes = (): void => {
    replace(shapes, ...given.shapes.map((shape, i) => shapeRow(app, parks, shape, () => { given.shapes.splice(i, 1); drawShapes(); })));
    board.show(given.shapes.map((s) => s.geometry), (i, geometry) => { given.shapes[i]!.geometry = geometry; });
  };
  const add = (geometry: unknown, called?: string): void => {
    given.shapes.push({ what: 'controls:permanent_farmland', name: called ?? `${t('supposedLine')} ${given.shapes.length + 1}`, geometry });
    drawShapes();
  };
  const drawDistances = (): void => replace(distances, ...given.distances.map((d, i) => distanceRow(app, d, () => { given.distances.splice(i, 1); drawDistances(); })));

  drawButton.onclick = () => {
    if (board.stop()) { drawButton.textContent = t('drawShape'); return; }
    drawButton.textContent = t('drawStop');
    board.draw((geometry) => { drawButton.textContent = t('drawShape'); add(geometry); });
  };
  file.onchange = async () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    try {
      const plots = await readPlotFile(chosen);
      plots.features.forEach((f) => add(f.geometry, f.properties.name));
      board.fit();
      replace(message);
    } catch (e) {
      replace(message, problemView(e));
    }
    file.value = '';
  };
  const leave = (): void => board.dispose();
  app.onLeave(leave);
  const close = (): void => { leave(); draft = null; closed(); };
  const form = h('form', { class: 'branch-form', novalidate: true },
    field(t('branchName'), name, { name: 'name' }),
    h('fieldset', { 'data-field': 'edits' }, h('legend', {}, t('supposedShapes')), shapes,
      h('div', { class: 'actions start' }, drawButton, h('button', { type: 'button', class: 'ghost', onclick: () => file.click() }, t('shapeFile')), file), h('p', { class: 'hint' }, t('shapeHint')), h('p', { class: 'error', role: 'alert' })),
    h('fieldset', { 'data-field': 'setbacks' }, h('legend', {}, t('supposedDistances')), distances,
      h('div', { class: 'actions start' }, h('button', { type: 'button', class: 'ghost', onclick: () => { given.distances.push({ rule: 'sensitive:village', metres: '300', off: false }); drawDistances(); } }, `+ ${t('addDistance')}`)), h('p', { class: 'error', role: 'alert' })),
    message, h('div', { class: 'actions' }, h('button', { type: 'button', class: 'ghost', onclick: close }, t('cancel')), save));
  form.onsubmit = async (e) => {
    e.preventDefault();
    save.disabled = true;
    try {
      await postJson('branches', bodyOf(given));
      leave();
      draft = null;
      saved(given.name);
    } catch (error) {
      showFieldErrors(form, error);
      replace(message, problemView(error));
    } finally {
      save.disabled = false;
    }
  };
  drawShapes();
  drawDistances();
  void getJson<GeoCollection>('collections/parks/items?limit=1000').then((data) => {
    parks.push(...data.features.filter((f) => f.geometry).map((f) => ({ value: `parks:${String(f.id)}`, text: `${t('newBoundary')} ${String(f.properties['name'] ?? f.id)}` })));
    drawShapes();
  }, () => undefined);
  return form;
}

function shapeRow(app: App, parks: { value: string; text: string }[], shape: Shape, remove: () => void): HTMLElement {
  const kinds = ['controls', 'sensitive'].flatMap((layer) => (layerOf(app, layer)?.fields.find((f) => f.name === 'kind')?.codelist ?? [])
    .map((c) => ({ value: `${layer}:${c.value}`, text: language() === 'zh' ? c.zh : c.en })));
  const what = select([...kinds, ...parks], shape.what);
  what.setAttribute('aria-label', t('shapeIs'));
  const name = h('input', { type: 'text', value: shape.name, 'aria-label': t('name'), autocomplete: 'off', oninput: () => { shape.name = name.value; } });
  what.addEventListener('change', () => { shape.what = what.value; name.disabled = shape.what.startsWith('parks:'); });
  name.disabled = shape.what.startsWith('parks:');
  return h('div', { class: 'supposed' }, what, name, h('button', { type: 'button', class: 'ghost', 'aria-label': `${t('remove')} ${shape.name}`, title: t('remove'), onclick: remove }, '×'));
}

function distanceRow(app: App, distance: Distance, remove: () => void): HTMLElement {
  const rules = app.rules.rules.filter((r) => r.setback).map((r) => ({ value: r.key, text: titled(r) }));
  const rule = select(rules, distance.rule);
  rule.setAttribute('aria-label', t('rule'));
  rule.addEventListener('change', () => { distance.rule = rule.value; });
  const metres = h('input', { type: 'text', inputmode: 'decimal', value: distance.metres, disabled: distance.off, 'aria-label': `${ruleTitle(app)(distance.rule)} m`, oninput: () => { distance.metres = metres.value; } });
  const off = h('input', { type: 'checkbox', checked: distance.off, onchange: () => { distance.off = off.checked; metres.disabled = off.checked; } });
  return h('div', { class: 'supposed' }, rule, h('span', { class: 'metres' }, metres, h('span', { class: 'unit' }, 'm'), h('label', { class: 'by', title: t('ruleOffHint') }, off, t('ruleOff'))),
    h('button', { type: 'button', class: 'ghost', 'aria-label': `${t('remove')} ${ruleTitle(app)(distance.rule)}`, title: t('remove'), onclick: remove }, '×'));
}

/** The branch as the service takes it; what is no number goes on as text, which the service refuses by name. */
function bodyOf(given: NonNullable<typeof draft>): unknown {
  const edits: BranchEdit[] = given.shapes.map((shape) => {
    const [collection, kind] = [shape.what.slice(0, shape.what.indexOf(':')), shape.what.slice(shape.what.indexOf(':') + 1)];
    return collection === 'parks'
      ? { act: 'update', collection, id: kind, feature: { type: 'Feature', geometry: shape.geometry } }
      : { act: 'create', collection, id: `supposed-${crypto.randomUUID()}`, feature: { type: 'Feature', geometry: shape.geometry, properties: { name: shape.name, kind, source: t('supposedSource'), quality: 'synthetic' } } };
  });
  const number = (text: string): number | string => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text);
  return {
    name: given.name, edits, setbacks: Object.fromEntries(given.distances.filter((d) => !d.off).map((d) => [d.rule, number(d.metres)])),
    rulesOff: [...new Set(given.distances.filter((d) => d.off).map((d) => d.rule))],
  };
}
