import { Constructed, fromBER, ObjectIdentifier, OctetString, Sequence } from 'asn1js';

const signedData = '1.2.840.113549.1.7.2';
const data = '1.2.840.113549.1.7.1';

/**
 * The MIME entity inside an S/MIME message of the kind `signed-data` (RFC 8551 §3.5.2, RFC 5652 §5), whose text only a
 * program that knows CMS can show. Nothing where the message is encrypted, compressed or broken. The signature is not
 * looked at: it names a certificate, not the right to a mail address.
 */
export function contentOfSignedData(bytes: Buffer): Buffer | undefined {
  try {
    return read(bytes);
  } catch {
    // Of damaged values asn1js tells some by an offset of -1, others by throwing; to the reader they are the same.
    return undefined;
  }
}

function read(bytes: Buffer): Buffer | undefined {
  const info = fromBER(new Uint8Array(bytes));
  if (info.offset === -1) return undefined;
  const signed = contentOf(info.result, signedData);
  if (!(signed instanceof Sequence)) return undefined;
  // version, digestAlgorithms, encapContentInfo
  const content = contentOf(signed.valueBlock.value[2], data);
  return content instanceof OctetString ? Buffer.from(content.getValue()) : undefined;
}

/** `SEQUENCE { type OBJECT IDENTIFIER, content [0] EXPLICIT ANY }` */
function contentOf(info: unknown, wanted: string): unknown {
  if (!(info instanceof Sequence)) return undefined;
  const [type, content] = info.valueBlock.value;
  if (!(type instanceof ObjectIdentifier) || type.getValue() !== wanted) return undefined;
  return content instanceof Constructed ? content.valueBlock.value[0] : undefined;
}
