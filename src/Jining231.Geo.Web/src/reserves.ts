import { badge, field, h, replace, select, toast } from './dom';
import { waiting } from './busy';
import { getJson, postJson } from './client';
import { areaText, language, t } from './i18n';
import { type App } from './app';
import { problemView, showFieldErrors } from './problem';
import { readFeatures } from './map';
import type { GeoCollection, GeoFeature, ReserveEntry } from './types';

const acts: Record<string, string[]> = { held: ['reserve', 'renew', 'release'], reserved: ['activate', 'release'], activated: ['close'] };

/** The account's blocks with the acts that their state allows. */
export function reservesPanel(app: App): HTMLElement {
  const list = h('div', { class: 'results' }, waiting(t('loading')));
  const load = (): void => {
    getJson<GeoCollection>('reserves').then((data) => replace(list, ...(data.features.length ? data.features.map((f) => row(app, f, load)) : [empty()])),
      (e) => replace(list, problemView(e, load)));
  };
  load();
  return h('div', { class: 'panel-body' }, h('h2', {}, t('reserves')), list);
}

const empty = (): HTMLElement => h('div', { class: 'empty' }, h('strong', {}, t('noReserves')), h('p', {}, t('noReservesHint')));

function row(app: App, f: GeoFeature, load: () => void): HTMLElement {
  const p = f.properties as Record<string, string | number | null | undefined>;
  const state = String(p['state'] ?? '');
  const until = p['held_until'] ?? p['in_force_to'];
  const lapsed = until ? Date.parse(String(until)) <= Date.now() : false;
  const live = ['held', 'reserved', 'activated'].includes(state) && !lapsed;
  const done = (name: string): void => {
    toast(`${t(`act_${name}`)}：${t('actDone')}`);
    app.view.reload('reserves');
    load();
  };
  return h('article', { class: 'card' }, h('header', {}, h('h3', {}, String(p['name'] ?? f.id)), badge(t(state), `state ${state}`), badge(live ? t('live') : t('notLive'), live ? 'ok' : 'off')),
    h('p', { class: 'figures' }, `${t('holder')} ${p['holder'] ?? '—'} · ${t(String(p['tier'] ?? 'general'))}`),
    until ? h('p', { class: 'figures' }, `${t('heldUntil')} ${new Date(String(until)).toLocaleDateString()}`) : null,
    history(f),
    h('footer', {}, h('span', { class: 'grow' }), h('button', { type: 'button', class: 'ghost', onclick: () => app.view.fit(readFeatures({ type: 'FeatureCollection', features: [f] })) }, t('zoom')),
      ...(live ? (acts[state] ?? []) : []).map((a) => h('button', { type: 'button', class: 'ghost', onclick: () => actDialog(f, a, () => done(a)) }, t(`act_${a}`)))));
}

/** The block's entries, read when they are asked for: when, which act, by whom, by which document, land before and after. */
function history(f: GeoFeature): HTMLElement {
  const place = h('div', {});
  const details = h('details', {}, h('summary', {}, t('entries')), place);
  details.addEventListener('toggle', () => {
    if (!details.open) return;
    getJson<{ entries: ReserveEntry[] }>(`reserves/${encodeURIComponent(String(f.id))}/entries`).then((data) => replace(place, h('table', {}, h('tbody', {}, ...data.entries.map(entry)))),
      (e) => replace(place, problemView(e)));
  });
  return details;
}

function entry(e: ReserveEntry): HTMLElement {
  const when = new Date(e.effectiveAt).toLocaleString(language() === 'zh' ? 'zh-CN' : 'en-GB', { hour12: false });
  const land = e.areaBeforeM2 === e.areaAfterM2 ? areaText(e.areaAfterM2) : `${areaText(e.areaBeforeM2)} → ${areaText(e.areaAfterM2)}`;
  return h('tr', {}, h('td', {}, when), h('td', {}, `${t(`act_${e.act}`)}${e.stateAfter ? ` → ${t(e.stateAfter)}` : ''}`), h('td', {}, `${e.actor}${e.documentNo ? ` · ${e.documentNo}` : ''}`), h('td', { class: 'n' }, land));
}

/** Every act carries its document number; renewing also asks until when. */
function actDialog(f: GeoFeature, act: string, done: () => void): void {
  const p = f.properties as Record<string, string | number | null | undefined>;
  const documentNo = h('input', { type: 'text', autocomplete: 'off' });
  const from = Math.max(Date.now(), Date.parse(String(p['held_until'] ?? '')) || 0);
  const until = h('input', { type: 'date', value: new Date(from + 90 * 86_400_000).toISOString().slice(0, 10) });
  const project = select([]);
  if (act === 'activate') void getJson<GeoCollection>('collections/projects/items?limit=1000').then((data) => {
    project.append(...data.features.map((x) => h('option', { value: String(x.id) }, String(x.properties['name'] ?? x.id))));
  }, () => undefined);
  const message = h('div', {});
  const dialog = h('dialog', { 'aria-label': t(`act_${act}`) });
  const close = (): void => { dialog.close(); dialog.remove(); };
  const form = h('form', { novalidate: true }, h('header', {}, h('h2', {}, `${t(`act_${act}`)} · ${String(p['name'] ?? '')}`)),
    field(t('documentNo'), documentNo, { name: 'documentNo' }), act === 'renew' ? field(t('heldUntil'), until, { name: 'heldUntil' }) : null,
    act === 'activate' ? field(t('project'), project, { name: 'projectId' }) : null, message,
    h('div', { class: 'actions' }, h('button', { type: 'button', class: 'ghost', onclick: close }, t('cancel')), h('button', { type: 'submit', class: 'primary' }, t(`act_${act}`))));
  form.onsubmit = async (e) => {
    e.preventDefault();
    const body: Record<string, unknown> = { version: p['version'], documentNo: documentNo.value };
    if (act === 'activate') body['projectId'] = project.value;
    if (act === 'renew') body['heldUntil'] = `${until.value}T00:00:00+08:00`;
    try {
      await postJson(`reserves/${encodeURIComponent(String(f.id))}/actions/${act}`, body);
      close();
      done();
    } catch (error) {
      showFieldErrors(form, error);
      replace(message, problemView(error));
    }
  };
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  documentNo.focus();
}
