/** Whether a trimmed line is nothing but a drawn line: "-----", "=====", "_____", "-=-=-". */
export function isRule(text: string): boolean {
  return text.length >= 3 && /^[-_=*#~+—–─\s]+$/u.test(text);
}

/** A drawn line long enough to stand over a list's footer: nobody separates two items so. */
export function isLongRule(text: string): boolean {
  return text.length >= 10 && isRule(text);
}
