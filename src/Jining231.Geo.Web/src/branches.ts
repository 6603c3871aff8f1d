import { badge, h, replace, toast } from './dom';
import { busyView, waiting } from './busy';
import { getJson, postJson, request } from './client';
import { t, titled } from './i18n';
import { type App, layerOf, layerTitle } from './app';
import { branchDrafted, branchForm } from './branchForm';
import type { Branch, BranchContent, Comparison } from './branchTypes';
import { CompareLayer, type Drawn } from './compareLayer';
import { comparisonView } from './compareView';
import { runJob } from './job';
import { problemView } from './problem';

/** Most branches of one comparison. */
const most = 8;

/** Kept while the page lives. */
const chosen = new Set<string>();
let open = false;
let compared: { result: Comparison; drawn: Drawn[] } | null = null;

/** Named branches of the record: what would be if a line, a boundary or a distance were another; and the project of the form compared on them. */
export function branchesSection(app: App, project: () => Record<string, unknown> | null): { element: HTMLElement; clear(): void } {
  const list = h('div', { class: 'branches' }), making = h('div', {}), output = h('div', { class: 'comparison', 'aria-live': 'polite' });
  const layer = new CompareLayer(app.view);
  const compare = h('button', { type: 'button', class: 'primary' }, t('compareChosen'));
  const make = h('button', { type: 'button', class: 'ghost' }, `+ ${t('newBranch')}`);
  const enable = (): void => { compare.disabled = chosen.size === 0; };
  app.onLeave(() => layer.clear());

  const load = (): void => {
    replace(list, waiting(t('loading')));
    getJson<{ branches: Branch[] }>('branches').then(({ branches }) => {
      [...chosen].filter((name) => !branches.some((b) => b.name === name)).forEach((name) => chosen.delete(name));
      replace(list, ...(branches.length ? branches.map((b) => row(app, b, enable, load)) : [h('div', { class: 'empty' }, h('strong', {}, t('noBranches')), h('p', {}, t('noBranchesHint')))]));
      enable();
    }, (e) => replace(list, problemView(e, load)));
  };
  const showForm = (): void => {
    make.hidden = true;
    replace(making, branchForm(app, (name) => { chosen.add(name); hideForm(); load(); toast(t('branchSaved', name)); }, hideForm));
    making.querySelector('input')?.focus();
  };
  const hideForm = (): void => { make.hidden = false; replace(making); make.focus(); };
  make.onclick = showForm;

  const show = (): void => {
    if (!compared) { replace(output); return; }
    app.view.clearAnswers();
    layer.show(compared.drawn);
    replace(output, comparisonView(app, compared.result, layer, { onBase: () => void run('base'), close: clear }));
  };
  // Another answer takes its place on the map.
  const clear = (): void => { compared = null; layer.clear(); show(); };
  const run = async (on: 'current' | 'base'): Promise<void> => {
    const inputs = project();
    if (!inputs) { replace(output, h('div', { class: 'problem', role: 'alert' }, t('formFirst'))); return; }
    const abort = new AbortController();
    const busy = busyView(t('comparing', chosen.size), () => abort.abort());
    compare.disabled = true;
    replace(output, busy.element);
    try {
      const names = [...chosen];
      const [result, contents] = await Promise.all([
        runJob<Comparison>('scenarios', { request: inputs, branches: names, on }, abort.signal, busy.progress),
        Promise.all(names.map((name) => getJson<Branch>(`branches/${encodeURIComponent(name)}`))),
      ]);
      compared = { result, drawn: drawnOf(result, contents) };
      show();
      output.scrollIntoView({ block: 'start' });
    } catch (e) {
      replace(output, (e as Error).name === 'AbortError' ? h('p', { class: 'hint' }, t('calledOff')) : problemView(e, () => void run(on)));
    } finally {
      enable();
    }
  };
  compare.onclick = () => void run('current');

  const details = h('details', { class: 'block branches-block', open }, h('summary', {}, t('branches')), h('p', { class: 'hint' }, t('branchesHint')), list, making, h('div', { class: 'actions' }, make, compare), output);
  details.addEventListener('toggle', () => { if (details.open && !open) load(); open = details.open; });
  enable();
  if (open) load();
  if (branchDrafted()) showForm();
  if (compared) show();
  return { element: details, clear };
}

const drawnOf = (result: Comparison, contents: Branch[]): Drawn[] => [
  { name: t('theRecord'), sites: result.base.sites, supposed: [] },
  ...result.scenarios.map((s) => ({ name: s.name, sites: s.answer.sites, supposed: shapesOf(contents.find((c) => c.name === s.name)) })),
];

const shapesOf = (branch: BranchContent | undefined): unknown[] => (branch?.edits ?? []).filter((e) => e.feature?.geometry).map((e) => ({ type: 'Feature', properties: {}, geometry: e.feature!.geometry }));

function row(app: App, branch: Branch, changed: () => void, reload: () => void): HTMLElement {
  const box = h('input', { type: 'checkbox', checked: chosen.has(branch.name) });
  box.addEventListener('change', () => {
    if (box.checked && chosen.size >= most) { box.checked = false; toast(t('atMostBranches', most), 'bad'); return; }
    if (box.checked) chosen.add(branch.name); else chosen.delete(branch.name);
    changed();
  });
  const moved = branch.base.moved.map((m) => { const l = layerOf(app, m.layer); return `${l ? layerTitle(l) : m.layer} ${m.baseRevision ?? '—'}→${m.revision ?? '—'}`; });
  const acts = h('span', { class: 'acts' });
  const remove = h('button', { type: 'button', class: 'ghost' }, t('delete'));
  remove.onclick = () => confirmDelete(branch, acts, remove, reload);
  replace(acts, remove);
  return h('article', { class: 'branch', 'data-branch': branch.name },
    h('header', {}, h('label', {}, box, h('strong', {}, branch.name)), badge(t(!branch.holds ? 'branchStale' : moved.length ? 'branchMoved' : 'branchFresh'), !branch.holds ? 'verdict' : moved.length ? 'off' : 'ok'), h('span', { class: 'grow' }), acts),
    h('p', { class: 'hint' }, `${t('baseRecord')} ${when(branch.base.at)} · ${t('branchCounts', branch.counts.edits, branch.counts.setbacks, branch.counts.rulesOff)} · ${branch.actor}`),
    moved.length ? h('p', { class: 'hint moved' }, `${t('movedSince')} ${moved.join(t('listComma'))}`) : null,
    branch.problems.length ? h('ul', { class: 'stale' }, ...branch.problems.map((p) => h('li', {}, titled(p)))) : null);
}

/** Asks before a branch goes; afterwards it can be brought back, on the record as it is then. */
function confirmDelete(branch: Branch, acts: HTMLElement, remove: HTMLElement, reload: () => void): void {
  const keep = h('button', { type: 'button', class: 'ghost' }, t('cancel'));
  const sure = h('button', { type: 'button', class: 'danger' }, t('deleteSure'));
  keep.onclick = () => { replace(acts, remove); remove.focus(); };
  sure.onclick = async () => {
    sure.disabled = true;
    const path = `branches/${encodeURIComponent(branch.name)}`;
    try {
      const { name, edits, setbacks, rulesOff } = await getJson<Branch>(path);
      await remover(path, branch.version);
      chosen.delete(branch.name);
      reload();
      toast(t('branchDeleted', branch.name), 'ok', { text: t('bringBack'), run: () => void postJson('branches', { name, edits, setbacks, rulesOff }).then(reload, (e: unknown) => toast((e as Error).message, 'bad')) });
    } catch (e) {
      replace(acts, remove);
      toast((e as Error).message, 'bad');
      reload();
    }
  };
  replace(acts, keep, sure);
  keep.focus();
}

const remover = (path: string, version: number): Promise<unknown> => request(path, { method: 'DELETE', body: JSON.stringify({ version }), headers: { 'Content-Type': 'application/json' } });

const when = (at: string): string => new Date(at).toLocaleString('zh-CN', { hour12: false });
