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

/** Puts each message beside its field; fields not named are cleared. */
export function markFields(form: HTMLElement, messages: Map<string, string>): void {
  form.querySelectorAll<HTMLElement>('[data-field]').forEach((box) => {
    const message = messages.get(box.dataset['field'] ?? '') ?? '';
    box.classList.toggle('invalid', message !== '');
    const place = box.querySelector(':scope > .error');
    if (place) place.textContent = message;
  });
}

/** The service names the field by JSON pointer: the first name in it is the form's field. */
export function showFieldErrors(form: HTMLElement, error: unknown): void {
  const errors = error instanceof ServiceProblem ? error.problem.errors ?? [] : [];
  markFields(form, new Map(errors.map((e) => [(e.field ?? '').split('/').filter((p) => p && p !== 'inputs')[0] ?? '', titled(e)])));
}
