import { badge, h, replace, toast } from './dom';
import { getJson, postJson } from './client';
import { t } from './i18n';
import { type App } from './app';
import { problemView } from './problem';
import { readFeatures } from './map';
import type { GeoCollection, GeoFeature } from './types';

const acts: Record<string, string[]> = { held: ['reserve', 'renew', 'release'], reserved: ['release'] };

/** The account's blocks with the acts that their state allows. */
export function reservesPanel(app: App): HTMLElement {
  const list = h('div', { class: 'results' }, h('div', { class: 'busy' }, h('span', { class: 'spinner' }), t('loading')));
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
  const message = h('div', {});
  const act = async (name: string): Promise<void> => {
    try {
      const body: Record<string, unknown> = { version: p['version'] };
      if (name === 'renew') body['heldUntil'] = new Date(Math.max(Date.now(), Date.parse(String(until ?? ''))) + 90 * 86_400_000).toISOString();
      await postJson(`reserves/${encodeURIComponent(String(f.id))}/actions/${name}`, body);
      toast(`${t(`act_${name}`)}：${t('actDone')}`);
      app.view.reload('reserves');
      load();
    } catch (e) {
      replace(message, problemView(e));
    }
  };
  return h('article', { class: 'card' }, h('header', {}, h('h3', {}, String(p['name'] ?? f.id)), badge(t(state), `state ${state}`), badge(live ? t('live') : t('notLive'), live ? 'ok' : 'off')),
    h('p', { class: 'figures' }, `${t('holder')} ${p['holder'] ?? '—'} · ${t(String(p['tier'] ?? 'general'))}`),
    until ? h('p', { class: 'figures' }, `${t('heldUntil')} ${new Date(String(until)).toLocaleDateString()}`) : null,
    message,
    h('footer', {}, h('span', { class: 'grow' }), h('button', { type: 'button', class: 'ghost', onclick: () => app.view.fit(readFeatures({ type: 'FeatureCollection', features: [f] })) }, t('zoom')),
      ...(live ? (acts[state] ?? []) : []).map((a) => h('button', { type: 'button', class: 'ghost', onclick: () => void act(a) }, t(`act_${a}`)))));
}
