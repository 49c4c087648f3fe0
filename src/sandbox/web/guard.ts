import type { MiddlewareHandler } from 'hono';

/**
 * Lets in only what this page itself asks for. A site elsewhere can make a browser send requests here, and
 * can point a name of its own at 127.0.0.1, so neither a strange Host nor a strange Origin is answered.
 */
export function guard(port: () => number, framed: string): MiddlewareHandler {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    `frame-src 'self' ${framed}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return async (context, next) => {
    const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`];
    const host = context.req.header('host') ?? '';
    const origin = context.req.header('origin');
    const site = context.req.header('sec-fetch-site') ?? 'same-origin';
    const changes = !['GET', 'HEAD'].includes(context.req.method);
    if (!hosts.includes(host)) return context.text('Open this page by http://127.0.0.1.', 421);
    if (origin === undefined ? changes : origin !== `http://${host}`)
      return context.text('Only the page itself may do this.', 403);
    if (!['same-origin', 'none'].includes(site) && !isPageVisit(context.req.raw))
      return context.text('Only the page itself may do this.', 403);
    await next();
    context.header('Content-Security-Policy', policy);
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('Referrer-Policy', 'no-referrer');
    context.header('Cross-Origin-Resource-Policy', 'same-origin');
    context.header('Cache-Control', 'no-store');
    return undefined;
  };
}

/** Somebody followed a link to the page; nothing is read or changed by that. */
function isPageVisit(request: Request): boolean {
  return (
    request.headers.get('sec-fetch-mode') === 'navigate' && new URL(request.url).pathname === '/'
  );
}
