/** planer comes without types; this is the part of it that is used. */
declare module 'planer' {
  const planer: { extractFromPlain(text: string): string };
  export default planer;
}
