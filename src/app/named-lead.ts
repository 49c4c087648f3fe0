/** "lead: me" is who says it: on the agenda "me" would be nobody. */
export function named<Fields extends { lead?: string | null }>(
  fields: Fields,
  name: string,
): Fields {
  const isSelf = /^(?:me|myself|i)$/iu.test(fields.lead?.trim() ?? '');
  return isSelf ? { ...fields, lead: name } : fields;
}
