type Child = Node | string | null | undefined | false;
type Props = Record<string, string | number | boolean | EventListener | undefined>;

/** Makes an element: `on…` functions become listeners, booleans become presence, everything else an attribute. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(key.slice(2).toLowerCase(), value);
    else if (key === 'value' && 'value' in element) (element as HTMLInputElement).value = String(value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  for (const child of children) if (child !== null && child !== undefined && child !== false) element.append(child);
  return element;
}

export function replace(parent: Element, ...children: Child[]): void {
  parent.replaceChildren(...children.filter((c): c is Node | string => c !== null && c !== undefined && c !== false));
}

let nextId = 0;
/** A label, its control, a unit and the place for a message. */
export function field(label: string, control: HTMLElement, options: { unit?: string; hint?: string; name?: string } = {}): HTMLElement {
  control.id ||= `f${++nextId}`;
  return h('div', { class: 'field', 'data-field': options.name },
    h('label', { for: control.id }, label),
    h('div', { class: 'control' }, control, options.unit ? h('span', { class: 'unit' }, options.unit) : null),
    options.hint ? h('p', { class: 'hint' }, options.hint) : null,
    h('p', { class: 'error', role: 'alert' }));
}

export function select(values: { value: string; text: string }[], selected?: string): HTMLSelectElement {
  return h('select', {}, ...values.map((v) => h('option', { value: v.value, selected: v.value === selected }, v.text)));
}

export function badge(text: string, kind: string): HTMLElement {
  return h('span', { class: `badge ${kind}` }, text);
}

/** Offers bytes as a file. */
export function download(name: string, content: string): void {
  saveBlob(name, new Blob([content], { type: 'application/geo+json' }));
}

export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = h('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A short message above the map; an action may follow. */
export function toast(text: string, kind: 'ok' | 'bad' = 'ok', action?: { text: string; run: () => void }): void {
  document.querySelector('.toast')?.remove();
  const box = h('div', { class: `toast ${kind}`, role: 'status' }, h('span', {}, text));
  if (action) box.append(h('button', { class: 'link', type: 'button', onclick: () => { action.run(); box.remove(); } }, action.text));
  document.body.append(box);
  setTimeout(() => box.remove(), 9000);
}
