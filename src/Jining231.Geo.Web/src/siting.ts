import { field, h, replace, select, toast } from './dom';
import { getJson, postJson, ServiceProblem } from './client';
import { language, t, titled } from './i18n';
import { type App } from './app';
import { branchesSection } from './branches';
import { readFeatures } from './map';
import { KeptPlots } from './keptPlots';
import { resultsView } from './results';
import { scoringView, type ScoringValues } from './scoring';
import { markFields, problemView, showFieldErrors } from './problem';
import { redlineSection } from './redline';
import type { GeoCollection, SitingAnswer } from './types';

interface FormValues extends ScoringValues {
  plotKinds: string[]; assemblyMaxRatio: string;
  industry: string; investmentYi: string; areaMu: string; minWidthM: string; maxAspect: string; hazard: string; count: string; county: string; reserveUse: string;
  needs: { kind: string; maxKm: string; network?: boolean }[];
}

/** Kept while the page lives, so that changing task or language loses nothing. */
const values: FormValues = {
  industry: 'fluorosilicon', investmentYi: '50', areaMu: '1000', minWidthM: '300', maxAspect: '3', hazard: 'medium', count: '5', county: '', reserveUse: 'none',
  needs: [{ kind: 'rail', maxKm: '10' }], weights: {}, utilities: {},
  plotKinds: [], assemblyMaxRatio: '1.3',
};
let answer: SitingAnswer | null = null;
let asked: Record<string, unknown> = {};

/** Plots that the officer has ruled out or settled on: searches go on without the ones and with the others until they are taken back. */
const plots = new KeptPlots();

export function sitingPanel(app: App): HTMLElement {
  const output = h('div', { class: 'results', 'aria-live': 'polite' });
  const form = h('form', { class: 'form', novalidate: true });
  const branches = branchesSection(app, () => checkedInputs(form, { ledger: 'parks' }));
  const draw = (): void => fillForm(app, form, output, branches.clear, draw);
  draw();
  if (answer) replace(output, resultsView(app, answer, asked, plots));
  else replace(output, h('div', { class: 'empty' }, h('p', {}, t('startHint'))));
  return h('div', { class: 'panel-body' }, form, redlineSection(app, () => ({ industry: values.industry, hazard: values.hazard }), plots), branches.element, output);
}

function input(name: keyof FormValues, attributes: Record<string, string>): HTMLInputElement {
  return h('input', {
    ...attributes, value: String(values[name]), name, type: 'text', inputmode: 'decimal', autocomplete: 'off',
    oninput: (e: Event) => { (values as unknown as Record<string, string>)[name] = (e.target as HTMLInputElement).value; },
  });
}

function fillForm(app: App, form: HTMLFormElement, output: HTMLElement, before: () => void, draw: () => void): void {
  const industries = app.rules.industries.map((i) => ({ value: i.key, text: `${titled(i)}${i.chemical ? (language() === 'zh' ? '（化工）' : ' (chemical)') : ''}` }));
  const bind = (name: 'industry' | 'hazard' | 'county' | 'reserveUse', control: HTMLSelectElement): HTMLSelectElement => {
    control.name = name;
    control.addEventListener('change', () => { values[name] = control.value; });
    return control;
  };
  const county = bind('county', select([{ value: '', text: t('allCounties') }]));
  void getJson<GeoCollection>('collections/counties/items?limit=100').then((data) => {
    for (const f of data.features) {
      const p = f.properties as { name?: string; adcode?: string; kind?: string };
      if (p.adcode && p.kind === 'county') county.append(h('option', { value: p.adcode, selected: values.county === p.adcode }, p.name ?? p.adcode));
    }
  }, () => undefined);
  const run = h('button', { class: 'primary', type: 'submit' }, t('run'));
  replace(form,
    field(t('industry'), bind('industry', select(industries, values.industry)), { name: 'industry' }),
    h('div', { class: 'grid2' },
      field(t('investment'), input('investmentYi', {}), { unit: t('investmentUnit'), name: 'investmentYi' }),
      field(t('area'), input('areaMu', { title: t('areaHint'), placeholder: t('optional') }), { unit: t('mu'), name: 'areaMu' }),
      field(t('minWidth'), input('minWidthM', {}), { unit: 'm', name: 'minWidthM' }),
      field(t('maxAspect'), input('maxAspect', {}), { unit: ': 1', name: 'maxAspect' }),
      field(t('hazard'), bind('hazard', select(app.rules.hazards.map((x) => ({ value: x.value, text: titled(x) })), values.hazard)), { name: 'hazard' }),
      field(t('count'), input('count', {}), { unit: t('pieces'), name: 'count' }),
      field(t('counties'), county, { name: 'scope' }),
      field(t('reserveUse'), bind('reserveUse', select([{ value: 'none', text: t('useNone') }, { value: 'any', text: t('useAny') }], values.reserveUse)), { name: 'reserveUse' })),
    needsView(app, draw), kindsView(), scoringView(app, values), h('div', { class: 'actions' }, run));
  const search = (): void => { before(); void submit(app, form, output, run); };
  plots.changed = search;
  form.onsubmit = (e) => { e.preventDefault(); search(); };
}

function needsView(app: App, draw: () => void): HTMLElement {
  const kinds = app.rules.needKinds.map((k) => ({ value: k.key, text: titled(k) }));
  return h('fieldset', { 'data-field': 'needs' }, h('legend', {}, t('needs')),
    ...values.needs.map((need, i) => {
      const kind = select(kinds, need.kind);
      kind.setAttribute('aria-label', t('needs'));
      kind.addEventListener('change', () => { need.kind = kind.value; });
      return h('div', { class: 'need' }, kind, h('span', {}, '≤'),
        h('input', { value: need.maxKm, type: 'text', inputmode: 'decimal', 'aria-label': `${t('needs')} km`, oninput: (e: Event) => { need.maxKm = (e.target as HTMLInputElement).value; } }),
        h('span', { class: 'unit' }, 'km'),
        h('label', { class: 'by', title: t('byNetworkHint') }, h('input', { type: 'checkbox', checked: need.network ?? false, onchange: (e: Event) => { need.network = (e.target as HTMLInputElement).checked; } }), t('byNetwork')),
        h('button', { type: 'button', class: 'ghost', 'aria-label': t('remove'), title: t('remove'), onclick: () => { values.needs.splice(i, 1); draw(); } }, '×'));
    }),
    h('button', { type: 'button', class: 'ghost', onclick: () => { values.needs.push({ kind: kinds[0]?.value ?? 'rail', maxKm: '10' }); draw(); } }, `+ ${t('add')}`),
    h('p', { class: 'error', role: 'alert' }));
}

/** Kinds of plot; the largest total of an assembly shows only where assemblies are wanted. */
function kindsView(): HTMLElement {
  const ratio = h('label', { class: 'kind', hidden: !values.plotKinds.includes('assembly') }, h('span', {}, t('assemblyMaxRatio')), input('assemblyMaxRatio', { class: 'short' }), h('span', { class: 'unit' }, t('timesArea')));
  return h('fieldset', { 'data-field': 'plotKinds' }, h('legend', {}, t('plotKinds')),
    h('div', { class: 'kinds' }, ...['rectangle', 'cut', 'block', 'assembly'].map((kind) => h('label', { class: 'kind' },
      h('input', {
        type: 'checkbox', value: kind, checked: values.plotKinds.includes(kind),
        onchange: (e: Event) => {
          values.plotKinds = (e.target as HTMLInputElement).checked ? [...values.plotKinds, kind] : values.plotKinds.filter((k) => k !== kind);
          ratio.hidden = !values.plotKinds.includes('assembly');
        },
      }), h('span', {}, t(`shape_${kind}`))))),
    ratio, h('p', { class: 'hint' }, t('plotKindsHint')), h('p', { class: 'error', role: 'alert' }));
}

/** The request, or the names of the fields that are not numbers. */
function inputs(): { body: Record<string, unknown>; bad: string[] } {
  const bad: string[] = [];
  const number = (name: 'investmentYi' | 'areaMu' | 'minWidthM' | 'maxAspect' | 'count', required: boolean): number | undefined => {
    const text = values[name].trim();
    if (text === '') { if (required) bad.push(name); return undefined; }
    const value = Number(text);
    if (!Number.isFinite(value) || value <= 0) bad.push(name);
    return value;
  };
  const body: Record<string, unknown> = {
    industry: values.industry, hazard: values.hazard, investmentYi: number('investmentYi', values.areaMu.trim() === ''), areaMu: number('areaMu', false),
    minWidthM: number('minWidthM', false), maxAspect: number('maxAspect', false), count: number('count', false),
    needs: values.needs.map((n) => ({ kind: n.kind, maxKm: Number(n.maxKm), ...(n.network ? { by: 'network' } : {}) })), reserveUse: values.reserveUse, ledger: 'scope',
  };
  if (values.needs.some((n) => !(Number(n.maxKm) > 0))) bad.push('needs');
  if (values.county || plots.excluded.length) body['scope'] = { ...(values.county ? { counties: [values.county] } : {}), ...(plots.excluded.length ? { excluding: plots.excluded } : {}) };
  if (plots.locked.length) body['locked'] = plots.locked;
  if (values.plotKinds.length) body['plotKinds'] = values.plotKinds;
  if (values.plotKinds.includes('assembly')) {
    const ratio = Number(values.assemblyMaxRatio);
    if (ratio >= 1 && ratio <= 3) body['assemblyMaxRatio'] = ratio; else bad.push('plotKinds');
  }
  if (Object.keys(values.weights).length > 0) body['weights'] = values.weights;
  if (Object.keys(values.utilities).length > 0) body['utilities'] = values.utilities;
  for (const key of Object.keys(body)) if (body[key] === undefined) delete body[key];
  return { body, bad };
}

/** The request of the form, or null with what is wrong said beside the fields. */
function checkedInputs(form: HTMLElement, instead: Record<string, unknown> = {}): Record<string, unknown> | null {
  const { body, bad } = inputs();
  markFields(form, new Map(bad.map((b) => [b, t('mustNumber')])));
  return bad.length > 0 ? null : { ...body, ...instead };
}

async function submit(app: App, form: HTMLElement, output: HTMLElement, run: HTMLButtonElement): Promise<void> {
  const body = checkedInputs(form);
  if (!body) return;
  const abort = new AbortController();
  run.disabled = true;
  replace(output, h('div', { class: 'busy' }, h('span', { class: 'spinner' }), h('span', {}, t('running')),
    h('button', { type: 'button', class: 'ghost', onclick: () => abort.abort() }, t('cancel'))));
  try {
    answer = await postJson<SitingAnswer>('processes/siting/execution', { inputs: body }, abort.signal);
    asked = structuredClone(body);
    replace(output, resultsView(app, answer, asked, plots));
    app.view.showAnswers(readFeatures(answersOf(answer)));
  } catch (e) {
    if ((e as Error).name === 'AbortError') { replace(output, h('div', { class: 'empty' }, h('p', {}, t('startHint')))); return; }
    showFieldErrors(form, e);
    replace(output, problemView(e));
    if (!(e instanceof ServiceProblem)) toast(String(e), 'bad');
  } finally {
    run.disabled = false;
  }
}

/** Sites, and the locked plots that are none, for the map. */
const answersOf = (given: SitingAnswer): unknown => ({
  type: 'FeatureCollection',
  features: [
    ...given.sites.features,
    ...(given.locked ?? []).filter((l) => !l.stands).map((l) => ({ type: 'Feature', properties: { refused: l.name }, geometry: plots.find(l.name, null)?.geometry ?? null })),
  ],
});
