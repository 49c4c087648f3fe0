import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ValidateFunction } from 'ajv';
import type { LoggedRequest } from '../../../src/sandbox/discord/request-log.ts';

const file = new URL('../../../../shared/data/discord/openapi.json', import.meta.url);

/** Discord's own specification, where this machine has it. */
export const hasSpecification = existsSync(file);

interface Operation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, { schema: object }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

interface Parameter {
  name: string;
  in: string;
  schema: object;
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

interface Specification {
  paths: Record<string, Partial<Record<Method, Operation>> & { parameters?: Parameter[] }>;
  components: { schemas: Record<string, object> };
}

interface Route {
  method: string;
  pattern: RegExp;
  /** Of two that match, the one with more written out is meant. */
  literalChars: number;
  operation: Operation;
  query: string[];
}

/** discord.js sends these with every message, which the specification doesn't name for edits and answers. */
const alwaysSent = ['tts', 'enforce_nonce', 'type'];

/** Says what in a logged request, or in the sandbox's response to it, the specification doesn't allow. */
export function createChecker(): (request: LoggedRequest) => string[] {
  const specification = JSON.parse(readFileSync(file, 'utf8')) as Specification;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addFormat('snowflake', /^(0|[1-9][0-9]*)$/u);
  ajv.addFormat('nonce', true);
  for (const side of ['request', 'response'] as const)
    ajv.addSchema({ $id: side, $defs: adapt(specification.components.schemas, side) as object });
  const compiled = new Map<object, ValidateFunction>();
  const errorsOf = (schema: object, value: unknown, side: 'request' | 'response'): string[] => {
    const validate = compiled.get(schema) ?? ajv.compile(adapt(schema, side) as object);
    compiled.set(schema, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      (error) =>
        `${side} ${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
    );
  };
  const routes = routesOf(specification);
  return (request) => {
    const route = routes.find(
      ({ method, pattern }) => method === request.method && pattern.test(request.path),
    );
    if (route === undefined) return [`no operation ${request.method} ${request.path}`];
    return [
      ...queryErrors(route, request),
      ...requestErrors(route, request, errorsOf),
      ...responseErrors(route, request, errorsOf),
    ].map((error) => `${route.operation.operationId}: ${error}`);
  };
}

type ErrorsOf = (schema: object, value: unknown, side: 'request' | 'response') => string[];

function routesOf(specification: Specification): Route[] {
  return Object.entries(specification.paths)
    .flatMap(([path, item]) =>
      (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method): Route[] => {
        const operation = item[method];
        if (operation === undefined) return [];
        const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
        return [
          {
            method: method.toUpperCase(),
            pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/gu, '[^/]+')}$`, 'u'),
            literalChars: path.replaceAll(/\{[^}]+\}/gu, '').length,
            operation,
            query: parameters.filter((each) => each.in === 'query').map((each) => each.name),
          },
        ];
      }),
    )
    .sort((one, other) => other.literalChars - one.literalChars);
}

function queryErrors(route: Route, request: LoggedRequest): string[] {
  return [...new URLSearchParams(request.query).keys()]
    .filter((name) => !route.query.includes(name))
    .map((name) => `unknown query ${name}`);
}

function requestErrors(route: Route, request: LoggedRequest, errorsOf: ErrorsOf): string[] {
  const { requestBody } = route.operation;
  if (request.body === undefined) return requestBody?.required ? ['body required'] : [];
  // Beside its files an upload says in `payload_json` what would else be the body.
  const type = (request.contentType.split(';')[0] ?? '').replace(
    'multipart/form-data',
    'application/json',
  );
  const schema = requestBody?.content[type]?.schema;
  if (schema === undefined) return [`content type ${type} not allowed`];
  return errorsOf(schema, request.body, 'request');
}

function responseErrors(route: Route, request: LoggedRequest, errorsOf: ErrorsOf): string[] {
  if (request.status === undefined || request.status >= 400) return [];
  const described = route.operation.responses[String(request.status)];
  if (described === undefined) return [`status ${request.status} not described`];
  const schema = described.content?.['application/json']?.schema;
  return schema === undefined || request.response === undefined
    ? []
    : errorsOf(schema, request.response, 'response');
}

/** Closes request objects to unknown fields, and lets permissions be strings, as Discord's prose allows. */
function adapt(node: unknown, side: 'request' | 'response'): unknown {
  if (Array.isArray(node)) return node.map((each) => adapt(each, side));
  if (typeof node !== 'object' || node === null) return node;
  const copy: Record<string, unknown> = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === '$ref'
        ? String(value).replace('#/components/schemas/', `${side}#/$defs/`)
        : adapt(value, side),
    ]),
  );
  if (side === 'request') closeObject(copy);
  return copy;
}

function closeObject(schema: Record<string, unknown>): void {
  const properties = schema['properties'] as
    Record<string, { type?: string | string[] }> | undefined;
  if (properties === undefined) return;
  for (const name of alwaysSent) properties[name] ??= {};
  schema['additionalProperties'] ??= false;
  const permissions = properties['default_member_permissions'];
  if (permissions?.type?.includes('integer'))
    properties['default_member_permissions'] = {
      anyOf: [permissions, { type: 'string', pattern: '^\\d+$' }],
    } as object;
}
