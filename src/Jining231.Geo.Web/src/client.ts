import type { ProblemDetail } from './types';
import { language, t } from './i18n';

/** What the service answered instead of a result. */
export class ServiceProblem extends Error {
  constructor(readonly problem: ProblemDetail, readonly status: number) {
    super((language() === 'zh' ? problem.detail ?? problem.title : problem.detailEn ?? problem.titleEn) ?? t('serviceDown'));
  }
}

const base = new URL('../', location.href).pathname;

export const apiUrl = (path: string): string => base + path;

export async function request<T>(path: string, init: RequestInit = {}): Promise<{ body: T; headers: Headers }> {
  let response: Response;
  try {
    response = await fetch(apiUrl(path), { ...init, headers: { Accept: 'application/json, application/geo+json', ...init.headers } });
  } catch (e) {
    if ((e as Error).name === 'AbortError') throw e;
    throw new ServiceProblem({ title: t('serviceDown'), detail: t('serviceDownHint'), detailEn: t('serviceDownHint') }, 0);
  }
  const text = await response.text();
  if (!response.ok) {
    let problem: ProblemDetail = {};
    try { problem = JSON.parse(text) as ProblemDetail; } catch { problem = { title: `HTTP ${response.status}` }; }
    throw new ServiceProblem(problem, response.status);
  }
  return { body: (text === '' ? null : JSON.parse(text)) as T, headers: response.headers };
}

/** Posts JSON and takes a file. */
export async function postBlob(path: string, body: unknown): Promise<Blob> {
  const response = await fetch(apiUrl(path), { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
  if (response.ok) return response.blob();
  throw new ServiceProblem((await response.json()) as ProblemDetail, response.status);
}

/** Posts the bytes of a file. */
export async function postBytes<T>(path: string, bytes: ArrayBuffer, type: string, signal?: AbortSignal): Promise<T> {
  const init: RequestInit = { method: 'POST', body: bytes, headers: { 'Content-Type': type } };
  if (signal) init.signal = signal;
  return (await request<T>(path, init)).body;
}

export async function getJson<T>(path: string): Promise<T> {
  return (await request<T>(path)).body;
}

export async function postJson<T>(path: string, body: unknown, signal?: AbortSignal, headers: Record<string, string> = {}): Promise<T> {
  const init: RequestInit = { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } };
  if (signal) init.signal = signal;
  return (await request<T>(path, init)).body;
}
