import { field, h, replace, select, toast } from './dom';
import { postJson, ServiceProblem } from './client';
import { areaText, num, t } from './i18n';
import { type App } from './app';
import { problemView, showFieldErrors } from './problem';
import type { Block, FreePlot, GeoFeature, ProblemDetail } from './types';

/** Asks what the reserve is for and registers it; a block in the way is named in words and can be shown. */
export function reserveDialog(app: App, block: Block, done: () => void = () => app.view.reload('reserves')): void {
  const text = (value = ''): HTMLInputElement => h('input', { type: 'text', value, autocomplete: 'off' });
  const name = text(block.name), holder = text(), purpose = text(), documentNo = text();
  const tier = select(['t50', 't30', 'general'].map((v) => ({ value: v, text: t(v) })), block.tier ?? 't50');
  const state = select(['held', 'reserved'].map((v) => ({ value: v, text: t(v) })), 'held');
  const until = h('input', { type: 'date', value: new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10) });
  const message = h('div', {});
  const save = h('button', { class: 'primary', type: 'submit' }, t('save'));
  const dialog = h('dialog', { 'aria-label': t('reserveTitle') });
  const close = (): void => { dialog.close(); dialog.remove(); };
  let land = block.geometry, key = crypto.randomUUID();
  const figures = h('p', { class: 'figures' }, `${block.parkName} · ${areaText(block.areaM2)}`, h('span', { class: 'method' }, t('ellipsoidal')));
  const take = (plot: FreePlot): void => {
    land = plot.geometry;
    key = crypto.randomUUID();
    replace(figures, `${plot.parkName} · ${areaText(plot.areaM2)}`, h('span', { class: 'method' }, t('ellipsoidal')));
    replace(message);
  };
  const form = h('form', { novalidate: true },
    h('header', {}, h('h2', {}, t('reserveTitle')), h('button', { type: 'button', class: 'ghost', 'aria-label': t('close'), onclick: close }, '×')),
    figures,
    h('div', { class: 'grid2' }, field(t('name'), name, { name: 'name' }), field(t('holder'), holder, { name: 'holder' }), field(t('tier'), tier), field(t('stateField'), state),
      field(t('heldUntil'), until, { name: 'heldUntil' }), field(t('documentNo'), documentNo, { name: 'documentNo' })), field(t('purpose'), purpose), message,
    h('div', { class: 'actions' }, h('button', { type: 'button', class: 'ghost', onclick: close }, t('cancel')), save));
  form.onsubmit = async (e) => {
    e.preventDefault();
    save.disabled = true;
    try {
      const body: Record<string, unknown> = {
        parkId: block.parkId, geometry: land, name: name.value || undefined, state: state.value, tier: tier.value, holder: holder.value, purpose: purpose.value || undefined,
        documentNo: documentNo.value || undefined,
      };
      if (state.value === 'held') body['heldUntil'] = `${until.value}T00:00:00+08:00`;
      const made = await postJson<GeoFeature>('reserves', body, undefined, { 'Idempotency-Key': key });
      close();
      done();
      toast(t('reservedOk', String(made.properties['name'] ?? name.value)), 'ok', { text: t('reserves'), run: () => app.go('reserves') });
    } catch (error) {
      showFieldErrors(form, error);
      replace(message, conflict(app, error, close, take) ?? problemView(error));
    } finally {
      save.disabled = false;
    }
  };
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  holder.focus();
}

function conflict(app: App, error: unknown, close: () => void, take: (plot: FreePlot) => void): HTMLElement | null {
  const problem: ProblemDetail | undefined = error instanceof ServiceProblem ? error.problem : undefined;
  const block = problem?.conflict;
  if (!block || block.layer !== 'reserves') return null;
  const words = t('conflictWith', block.name ?? block.id, num(block.overlapM2 ?? 0), block.holder ?? '—', block.until?.slice(0, 10) ?? t('openEnded'));
  return h('div', { class: 'problem conflict', role: 'alert' }, h('p', {}, words),
    h('button', { type: 'button', class: 'ghost', onclick: () => {
      const feature = app.view.layers.get('reserves')?.getSource()?.getFeatureById(block.id);
      close();
      if (feature && !Array.isArray(feature)) app.view.fit([feature]);
    } }, t('showIt')), insteadView(problem.alternatives, take));
}

/** Free land of the same park that would do, nearest first; one press takes it into the form. */
export function insteadView(plots: FreePlot[] | undefined, take: (plot: FreePlot) => void): HTMLElement | null {
  if (!plots) return null;
  if (plots.length === 0) return h('p', {}, t('insteadNone'));
  return h('div', { class: 'instead' }, h('p', {}, t('insteadTitle')), h('ul', {}, ...plots.map((plot) =>
    h('li', {}, t('insteadOne', areaText(plot.areaM2), num(plot.distanceM)), ' ', h('button', { type: 'button', class: 'ghost', onclick: () => take(plot) }, t('useInstead'))))));
}
