import { getJson, request } from './client';

interface Job { jobID: string; status: 'accepted' | 'running' | 'successful' | 'failed' | 'dismissed'; progress: number }

const askEveryMs = 400;

/** Runs a process as a job: says how far it is (0 to 100); called off, the job is dismissed and the promise rejects with an AbortError. */
export async function runJob<T>(process: string, inputs: unknown, signal: AbortSignal, progress: (percent: number) => void): Promise<T> {
  let job = (await request<Job>(`processes/${process}/execution`, {
    method: 'POST', body: JSON.stringify({ inputs }), headers: { 'Content-Type': 'application/json', Prefer: 'respond-async' }, signal,
  })).body;
  const path = `jobs/${encodeURIComponent(job.jobID)}`;
  try {
    while (job.status === 'accepted' || job.status === 'running') {
      progress(job.progress);
      await pause(signal);
      job = (await request<Job>(path, { signal })).body;
    }
  } catch (e) {
    if (signal.aborted) void request(path, { method: 'DELETE' }).catch(() => undefined);
    throw e;
  }
  return getJson<T>(`${path}/results`);
}

const pause = (signal: AbortSignal): Promise<void> => new Promise((resolve, reject) => {
  const stop = (): void => { clearTimeout(timer); reject(new DOMException('called off', 'AbortError')); };
  const timer = setTimeout(() => { signal.removeEventListener('abort', stop); resolve(); }, askEveryMs);
  signal.addEventListener('abort', stop, { once: true });
});
