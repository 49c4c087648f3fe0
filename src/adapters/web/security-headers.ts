import type { MiddlewareHandler } from 'hono';

/** Our pages have no script and no style of their own, so that nothing a person wrote can run in one. */
export function securityHeaders(frameAncestors: string[] = ["'none'"]): MiddlewareHandler {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors.join(' ')}`,
  ].join('; ');
  return async (c, next) => {
    await next();
    c.header('Content-Security-Policy', policy);
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'strict-origin-when-cross-origin');
    c.header('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
    // Kept copies are asked about each time; the ETag makes that cheap.
    c.header('Cache-Control', c.req.path === '/health' ? 'no-store' : 'no-cache');
  };
}
