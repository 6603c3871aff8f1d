import { h, replace } from './dom';
import { waiting } from './busy';
import { getJson } from './client';
import { language, num, t } from './i18n';
import { type App, layerOf, layerTitle } from './app';
import { problemView } from './problem';
import type { ChangeReport, FeatureChange } from './types';

const loading = 'seed';

/**
 * The moments at which the record of a park changed, as a slider that ends in the present; each moment says who changed what by which
 * document. The first load of the data is one moment.
 */
export function timeline(app: App, parkId: string, chosen: (at: string | null) => void): HTMLElement {
  const place = h('div', { class: 'timeline' }, waiting(t('loading')));
  const to = new Date(Date.now() + 60_000).toISOString();
  getJson<ChangeReport>(`changes?from=2000-01-01T00:00:00Z&to=${to}&parkId=${encodeURIComponent(parkId)}`).then((report) => {
    const changes = loadedAtOnce(report.changes, parkId);
    const moments = [...new Set(changes.map((c) => c.recordedAt))].sort();
    replace(place, moments.length ? slider(app, moments, changes, chosen) : h('p', { class: 'hint' }, t('noChanges')));
  }, (e) => replace(place, problemView(e)));
  return place;
}

/** A load takes the layers one by one: it counts as one moment, the end of it; before the park is on record there is nothing to show. */
function loadedAtOnce(changes: FeatureChange[], parkId: string): FeatureChange[] {
  const end = changes.filter((c) => c.actor === loading).reduce((last, c) => (c.recordedAt > last ? c.recordedAt : last), '');
  const born = changes.find((c) => c.layer === 'parks' && c.id === parkId && c.action === 'create')?.recordedAt ?? '';
  return changes.map((c) => (c.actor === loading ? { ...c, recordedAt: end } : c)).filter((c) => c.recordedAt >= born);
}

function slider(app: App, moments: string[], changes: FeatureChange[], chosen: (at: string | null) => void): HTMLElement {
  const now = moments.length;
  const range = h('input', { type: 'range', min: 0, max: now, step: 1, value: now, 'aria-label': t('timeline') });
  const when = h('strong', {}), list = h('ul', { class: 'plain changes' });
  const write = (): void => {
    const at = moments[Number(range.value)];
    when.textContent = at ? instant(at) : t('present');
    const shown = changes.filter((c) => c.recordedAt === (at ?? moments[now - 1]));
    replace(list, ...(shown.every((c) => c.actor === loading) ? [h('li', {}, t('firstLoad', num(shown.length, 0)))] : shown.slice(0, 30).map((c) => line(app, c))));
  };
  range.addEventListener('input', write);
  range.addEventListener('change', () => chosen(moments[Number(range.value)] ?? null));
  write();
  return h('div', {}, h('p', { class: 'figures' }, `${t('stateOf')} `, when), range, h('p', { class: 'hint' }, t('changesThen')), list);
}

function line(app: App, c: FeatureChange): HTMLElement {
  const layer = layerOf(app, c.layer);
  const gain = c.gainMu === 0 ? '' : ` · ${c.gainMu > 0 ? '+' : ''}${num(c.gainMu)} ${t('mu')}`;
  return h('li', {}, `${t(`change_${c.action}`)} ${layer ? layerTitle(layer) : c.layer}“${c.name ?? c.id}” · ${c.actor}${c.documentNo ? ` · ${c.documentNo}` : ''}${gain}`);
}

const instant = (text: string): string => new Date(text).toLocaleString(language() === 'zh' ? 'zh-CN' : 'en-GB', { hour12: false });
