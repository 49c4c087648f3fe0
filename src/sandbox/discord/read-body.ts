import { formError, refusal } from './api-error.ts';
import type { Upload } from './message-parts.ts';

const maxUploadBytes = 10 * 1024 * 1024;
const maxUploads = 10;

export interface ReadBody {
  body: unknown;
  uploads: Upload[];
}

/** Reads JSON, or a form with `payload_json` and `files[n]`. Throws Discord's refusals of anything else. */
export async function readBody(request: Request): Promise<ReadBody> {
  if (request.method === 'GET' || request.method === 'HEAD') return nothing;
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
  if (type === 'multipart/form-data') return readMultipart(await request.formData());
  const text = await request.text();
  if (text === '') return nothing;
  if (type !== 'application/json') throw wrongContentType();
  return { body: parseJson(text), uploads: [] };
}

const nothing: ReadBody = { body: undefined, uploads: [] };

function wrongContentType(): Error {
  return formError([
    {
      path: [],
      code: 'CONTENT_TYPE_INVALID',
      message:
        'Expected "Content-Type" header to be one of {application/json, multipart/form-data}.',
    },
  ]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refusal('invalidJson');
  }
}

async function readMultipart(form: FormData): Promise<ReadBody> {
  const json = form.get('payload_json');
  const files = [...form.entries()].flatMap(([name, part]) =>
    typeof part === 'string' ? [] : [{ name, part }],
  );
  if (files.length > maxUploads)
    throw formError([
      {
        path: ['files'],
        code: 'BASE_TYPE_MAX_LENGTH',
        message: `Must be ${maxUploads} or fewer in length.`,
      },
    ]);
  if (files.some(({ part }) => part.size > maxUploadBytes)) throw refusal('tooLarge');
  const uploads = await Promise.all(
    files.map(async ({ name, part }, place): Promise<Upload> => {
      const index = /^files\[(\d+)\]$/u.exec(name)?.[1];
      return {
        index: index === undefined ? place : Number(index),
        filename: part.name,
        contentType: part.type || 'application/octet-stream',
        bytes: new Uint8Array(await part.arrayBuffer()),
      };
    }),
  );
  return { body: typeof json === 'string' ? parseJson(json) : undefined, uploads };
}
