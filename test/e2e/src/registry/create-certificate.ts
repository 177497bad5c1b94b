import { type KeyObject, sign } from "node:crypto";

const ecdsaWithSha256 = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const tag = { integer: 0x02, bitString: 0x03, utcTime: 0x17, sequence: 0x30 };

/** A self-signed X.509 certificate of a P-256 key, nameless and good for decades, as PEM: Node makes keys but no certificates. */
export function createCertificate({
  publicKey,
  privateKey,
}: {
  publicKey: KeyObject;
  privateKey: KeyObject;
}): string {
  const algorithm = der(tag.sequence, Buffer.from(ecdsaWithSha256));
  const nobody = der(tag.sequence);
  const times = ["000101000000Z", "491231235959Z"].map((text) =>
    der(tag.utcTime, Buffer.from(text)),
  );
  const content = der(
    tag.sequence,
    der(tag.integer, Buffer.from([1])),
    algorithm,
    nobody,
    der(tag.sequence, ...times),
    nobody,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = der(tag.bitString, Buffer.from([0]), sign("sha256", content, privateKey));
  const base64 = der(tag.sequence, content, algorithm, signature).toString("base64");
  const lines = (base64.match(/.{1,64}/g) ?? []).join("\n");
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function der(type: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([type, ...lengthOf(content)]), content]);
}

/** As few bytes as it takes: more are no DER. */
function lengthOf({ length }: Buffer): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}
