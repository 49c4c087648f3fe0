import type { PageEvents } from '../shapes.ts';

export async function get<T>(path: string): Promise<T> {
  return read<T>(await fetch(`/api/${path}`));
}

export async function getText(path: string): Promise<string> {
  return (await fetch(`/api/${path}`)).text();
}

export async function post<T>(path: string, body: object = {}): Promise<T> {
  return read<T>(
    await fetch(`/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}

async function read<T>(response: Response): Promise<T> {
  const answer = (await response.json()) as T & { error?: string };
  if (!response.ok) throw new Error(answer.error ?? `The sandbox answered ${response.status}.`);
  return answer;
}

type Listeners = { [T in keyof PageEvents]: (data: PageEvents[T]) => void };

/** Hears of every change. After a lost connection everything is looked at again, by `onReturn`. */
export function listen(listeners: Listeners, onReturn: () => void): void {
  const source = new EventSource('/api/events');
  let opened = false;
  source.addEventListener('hello', () => {
    if (opened) onReturn();
    opened = true;
  });
  for (const topic of Object.keys(listeners) as (keyof PageEvents)[])
    source.addEventListener(topic, (event) => {
      const data = JSON.parse((event as MessageEvent<string>).data) as never;
      listeners[topic](data);
    });
}
