import { h } from './dom';
import { ServiceProblem } from './client';
import { language, t, titled } from './i18n';

/** What went wrong, why, and what to do — never raw JSON. */
export function problemView(error: unknown, retry?: () => void): HTMLElement {
  const problem = error instanceof ServiceProblem ? error.problem : {};
  const title = (language() === 'zh' ? problem.title : problem.titleEn) ?? t('serviceDown');
  const detail = (language() === 'zh' ? problem.detail : problem.detailEn) ?? (error instanceof ServiceProblem ? '' : t('serviceDownHint'));
  return h('div', { class: 'problem', role: 'alert' }, h('strong', {}, title), detail ? h('p', {}, detail) : null,
    problem.errors?.length ? h('ul', {}, ...problem.errors.map((e) => h('li', {}, titled(e)))) : null,
    problem.traceId ? h('p', { class: 'hint' }, `${problem.code ?? ''} · ${problem.traceId}`) : null,
    retry ? h('button', { type: 'button', class: 'ghost', onclick: retry }, t('retry')) : null);
}
